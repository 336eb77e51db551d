drop table flashlight.report_pages;
