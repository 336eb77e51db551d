drop trigger link_truncated on flashlight.link;
drop trigger link_deleted on flashlight.link;
drop trigger link_updated on flashlight.link;
drop trigger link_inserted on flashlight.link;
drop function flashlight.note_links_truncated();
drop function flashlight.note_link_change();
drop table flashlight.link_change;
