drop table flashlight.board_picture;
drop index flashlight.note_of_board;
alter table flashlight.note drop column board_id, drop column thread, drop column ended_at, drop column ended_by;
drop table flashlight.board_share;
drop index flashlight.board_owner;
alter table flashlight.board add column content jsonb, add column saved_at timestamptz not null default now();
update flashlight.board b set content = v.content, saved_at = v.saved_at from flashlight.board_version v
 where (v.agency_id, v.board_id, v.version) = (b.agency_id, b.board_id, b.version);
alter table flashlight.board alter column content set not null;
alter table flashlight.board drop column version, drop column made_at, drop column binned_at, drop column binned_by;
drop table flashlight.board_version;
