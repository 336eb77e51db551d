delete from flashlight.note where link_id is not null;
alter table flashlight.note drop column link_id;
drop table flashlight.account_login;
alter table flashlight.identity_content drop column said, drop column shared_widely;
