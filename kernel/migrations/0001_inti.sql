create table account (
  id uuid primary key, version bigint not null, created timestamptz not null, updated timestamptz not null,
  login text not null unique, name text not null, email text, password text not null,
  totp_secret bytea, totp_on boolean not null, active boolean not null, must_change boolean not null,
  digest text not null, last_signin timestamptz, totp_step bigint
);
create table session (
  id uuid primary key, hash bytea not null unique, account uuid not null references account(id), created timestamptz not null,
  seen timestamptz not null, expires timestamptz not null, ip text not null, agent text not null, verified boolean not null
);
create index session_account on session (account);
create index session_expires on session (expires);
create table recovery_code (
  id uuid primary key, account uuid not null references account(id), hash bytea not null, used timestamptz
);
create index recovery_code_account on recovery_code (account);
create table signin_failure (
  id text primary key, failures bigint not null, until timestamptz not null, updated timestamptz not null
);
create table api_token (
  id uuid primary key, version bigint not null, created timestamptz not null, updated timestamptz not null,
  account uuid not null references account(id), name text not null, hash bytea not null unique, perms jsonb not null,
  expires timestamptz not null, used timestamptz, revoked timestamptz
);
create index api_token_account on api_token (account);
create table form_key (
  id uuid primary key, account uuid, location text not null, created timestamptz not null
);
create index form_key_created on form_key (created);
create table event (
  id uuid primary key, name text not null, kind text not null, subject uuid not null, href text not null,
  actor uuid, at timestamptz not null, payload jsonb not null
);
create index event_subject on event (subject, id);
create table job (
  id uuid primary key, kind text not null, payload jsonb not null, run_at timestamptz, attempts bigint not null,
  locked_until timestamptz, state text not null, last_error text, created timestamptz not null
);
create index job_due on job (run_at);
create index job_state on job (state, id);
create table job_schedule (kind text primary key, next_run timestamptz not null);
create table audit_leaf (
  id uuid primary key, seq bigint unique, body text not null, hash bytea not null, at timestamptz not null,
  actor uuid, action text not null, kind text not null, subject uuid not null, garam bytea not null
);
create index audit_leaf_subject on audit_leaf (subject, id);
create index audit_leaf_waiting on audit_leaf (id) where seq is null;
create table audit_change (
  id uuid primary key, leaf uuid not null references audit_leaf(id), ord bigint not null, tabel text not null,
  rekaman uuid not null, versi bigint not null, jenis text not null, sidik bytea not null, garam bytea, rincian jsonb
);
create index audit_change_record on audit_change (rekaman, id);
create index audit_change_leaf on audit_change (leaf, ord);
create table audit_tile (
  id text primary key, level bigint not null, idx bigint not null, width bigint not null, data bytea not null
);
create table audit_checkpoint (
  id uuid primary key, size bigint not null unique, root bytea not null, note text not null, at timestamptz not null
);
create table notification (
  id uuid primary key, account uuid not null references account(id), title text not null, body text not null, href text not null,
  event text not null, created timestamptz not null, read_at timestamptz, mailed timestamptz
);
create index notification_account on notification (account, id);
create table file (
  id uuid primary key, version bigint not null, created timestamptz not null, updated timestamptz not null,
  unit uuid, owner uuid, kind text not null, subject uuid not null, name text not null, type text not null, size bigint not null,
  sha256 text not null, class text not null, removed boolean not null
);
create index file_subject on file (subject, id);
create index file_sha256 on file (sha256);
create table setting (id text primary key, value text not null);
