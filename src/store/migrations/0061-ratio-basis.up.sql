-- By which calibration set the likelihood ratios of a search are: the SHA-256 of its file, 'none' without one; null where they are to be reckoned anew.
alter table flashlight.correlation_request add column calibration_sha256 text;
create index correlation_request_basis on flashlight.correlation_request (agency_id, calibration_sha256) where state = 'DONE';
