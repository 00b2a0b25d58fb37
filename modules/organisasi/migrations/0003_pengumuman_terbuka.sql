alter table pengumuman add column terbuka boolean;
create index pengumuman_terbuka on pengumuman (terbuka, mulai, id);
