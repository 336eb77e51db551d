drop index flashlight.exhibit_scan_heights;
alter table flashlight.exhibit_scan drop column heights_sha256;
