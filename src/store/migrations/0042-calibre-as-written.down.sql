alter table flashlight.exhibit drop column calibre_written;
