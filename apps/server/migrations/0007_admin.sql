ALTER TABLE "audit_entries" DROP CONSTRAINT "audit_entries_room_id_rooms_id_fk";
--> statement-breakpoint
ALTER TABLE "audit_entries" ALTER COLUMN "room_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "audit_entries" ADD COLUMN "room_name" text;--> statement-breakpoint
ALTER TABLE "audit_entries" ADD COLUMN "of_space" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "rooms" ADD COLUMN "quota" bigint;