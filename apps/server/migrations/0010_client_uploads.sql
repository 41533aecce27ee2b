DROP INDEX "file_uploads_author";--> statement-breakpoint
ALTER TABLE "file_uploads" ADD COLUMN "client_id" uuid;--> statement-breakpoint
ALTER TABLE "file_uploads" ADD CONSTRAINT "file_uploads_client" UNIQUE("room_id","author_id","client_id");