-- Boards of links: every save is a version of its own, and none is changed. A board is binned, never deleted.
alter table flashlight.board
  add column version integer not null default 1,
  add column made_at timestamptz not null default now(),
  add column binned_at timestamptz,
  add column binned_by text;

create table flashlight.board_version (
  agency_id integer not null,
  board_id bigint not null,
  version integer not null,
  content jsonb not null,
  -- Which things came, went and moved against the version before, by their ids: counted for each reader anew.
  change jsonb not null,
  restored_from integer,
  saved_by text not null,
  saved_at timestamptz not null default now(),
  primary key (agency_id, board_id, version)
);

insert into flashlight.board_version (agency_id, board_id, version, content, change, saved_by, saved_at)
  select agency_id, board_id, 1, content, '{}', owner, saved_at from flashlight.board;
alter table flashlight.board drop column content, drop column saved_at;

create table flashlight.board_share (
  agency_id integer not null,
  board_id bigint not null,
  -- A role of src/model/roles.ts, or a person by the name they sign in with.
  with_kind text not null check (with_kind in ('person', 'role')),
  with_name text not null,
  may text not null check (may in ('read', 'edit')),
  shared_by text not null,
  shared_at timestamptz not null default now(),
  revoked_at timestamptz,
  revoked_by text,
  primary key (agency_id, board_id, with_kind, with_name)
);
create index board_share_with on flashlight.board_share (agency_id, with_kind, with_name) where revoked_at is null;

-- A note that is edited ends, and another of the same thread begins: what stood there at any time can be read.
alter table flashlight.note
  add column board_id bigint,
  add column thread bigint,
  add column ended_at timestamptz,
  add column ended_by text;
create index note_of_board on flashlight.note (agency_id, board_id) where board_id is not null;

create table flashlight.board_picture (
  agency_id integer not null,
  picture_id bigint generated always as identity,
  board_id bigint not null,
  entity_id bigint,
  media_type text not null check (media_type in ('image/png', 'image/jpeg', 'image/webp')),
  width integer not null,
  height integer not null,
  caption text not null,
  content bytea not null,
  sha256 bytea not null,
  added_by text not null,
  added_at timestamptz not null default now(),
  ended_at timestamptz,
  ended_by text,
  primary key (agency_id, picture_id)
);
create index board_picture_of_board on flashlight.board_picture (agency_id, board_id);
create index board_owner on flashlight.board (agency_id, owner);
