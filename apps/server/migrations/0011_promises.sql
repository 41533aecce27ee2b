ALTER TABLE "file_uploads" ADD COLUMN "received" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "file_uploads" ADD COLUMN "leads" boolean DEFAULT false NOT NULL;