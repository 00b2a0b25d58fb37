create table register_view (
    id uuid primary key,
    version bigint not null,
    created timestamptz not null,
    updated timestamptz not null,
    register text not null,
    owner uuid not null,
    unit uuid,
    title text not null,
    query text not null,
    shared boolean not null
);
create index register_view_owner on register_view (register, owner);
create index register_view_unit on register_view (register, unit);

create table register_comment (
    id uuid primary key,
    version bigint not null,
    created timestamptz not null,
    updated timestamptz not null,
    register text not null,
    record uuid not null,
    owner uuid,
    act text not null,
    body text not null
);
create index register_comment_record on register_comment (record, id);

create table register_extra (
    id uuid primary key,
    version bigint not null,
    created timestamptz not null,
    updated timestamptz not null,
    unit uuid,
    owner uuid,
    extra jsonb not null,
    register text not null,
    name text not null,
    label text not null,
    hint text,
    kind text not null,
    choices text,
    smallest bigint,
    largest bigint,
    must boolean not null,
    active boolean not null,
    place bigint not null
);
create unique index register_extra_name on register_extra (register, name);
create index register_extra_unit on register_extra (unit, id);
create index register_extra_owner on register_extra (owner, id);
