-- How often reports of multiple sales were destroyed, and up to which of these the pages they stood on were written anew: what could not be
-- because somebody was reading them is done later, and is not forgotten (docs/adr/0020).
create table flashlight.report_pages (
  is_only boolean primary key default true check (is_only),
  destroyed bigint not null default 0,
  written bigint not null default 0 check (written <= destroyed)
);
insert into flashlight.report_pages default values;
