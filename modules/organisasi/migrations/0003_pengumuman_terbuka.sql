alter table pengumuman add column terbuka boolean not null default false;
create index pengumuman_terbuka on pengumuman (terbuka, mulai, id);
