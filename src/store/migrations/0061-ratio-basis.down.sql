drop index flashlight.correlation_request_basis;
alter table flashlight.correlation_request drop column calibration_sha256;
