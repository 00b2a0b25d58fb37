create table pengumuman (
    id uuid primary key,
    version bigint not null,
    created timestamptz not null,
    updated timestamptz not null,
    unit uuid,
    owner uuid,
    extra jsonb not null,
    judul text not null,
    isi text not null,
    mulai date not null,
    selesai date,
    untuk uuid
);
create index pengumuman_unit on pengumuman (unit, mulai, id);
create index pengumuman_owner on pengumuman (owner, mulai, id);
create index pengumuman_judul on pengumuman (judul, id);
create index pengumuman_mulai on pengumuman (mulai, id);
create index pengumuman_selesai on pengumuman (selesai, id);
create index pengumuman_untuk on pengumuman (untuk, id);
