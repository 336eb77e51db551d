-- Of the heights as they are compared: the same surface in another file, with another date or other words in its header, is the same surface.
alter table flashlight.exhibit_scan add column heights_sha256 text check (heights_sha256 ~ '^[0-9a-f]{64}$');
create index exhibit_scan_heights on flashlight.exhibit_scan (agency_id, heights_sha256);
