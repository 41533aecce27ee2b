ALTER TABLE "guests" ALTER COLUMN "network" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "guests" ALTER COLUMN "network" DROP NOT NULL;--> statement-breakpoint
-- They were addresses. Whoever comes again is marked by a digest, which no SQL can make without the secret.
UPDATE "guests" SET "network" = NULL;
