create table evaluasi_pengingat (
  id uuid primary key, periode uuid not null references evaluasi_periode(id), keadaan text not null, tenggat date not null,
  hari bigint not null, penerima bigint not null
);
create unique index evaluasi_pengingat_satu on evaluasi_pengingat (periode, keadaan, tenggat, hari);
