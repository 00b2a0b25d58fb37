-- Accounts of citizens, who registered themselves: their login is their address, and they hold no position.
alter table account add column warga boolean not null default false;
create index account_warga on account (warga, login);
-- Links that were mailed: to finish a registration, to choose another password. Of a link only its hash is kept.
create table account_link (
  id uuid primary key, kind text not null, email text not null, account uuid, name text not null, password text not null,
  hash bytea not null unique, expires timestamptz not null, created timestamptz not null
);
create index account_link_email on account_link (email, created);
create index account_link_expires on account_link (expires);
