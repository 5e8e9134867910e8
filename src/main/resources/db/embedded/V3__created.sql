-- The time of the deployment; unknown for functions of earlier versions.
ALTER TABLE function ADD COLUMN IF NOT EXISTS created TIMESTAMP(3) WITH TIME ZONE;
