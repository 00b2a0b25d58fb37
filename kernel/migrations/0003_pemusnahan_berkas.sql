-- Contents that are being taken out of the store; see kernel::file::destroy.
create table file_going (sha256 text primary key, since timestamptz not null);
