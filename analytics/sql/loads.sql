-- grain: one file, zip member or sheet that was loaded or tried
select
    source_files.loaded_at,
    source_files.file_name,
    source_files.member_name,
    source_files.system,
    source_files.layout,
    source_files.encoding,
    source_files.first_on,
    source_files.last_on,
    source_files.rows_seen,
    source_files.rows_loaded,
    source_files.rows_duplicate,
    source_files.rows_rejected,
    source_files.rows_updated,
    source_files.declared_matches,
    cast(source_files.declared as varchar) as declared,
    source_files.message,
    batches.kind,
    batches.note,
    source_files.batch_id
from source_files left join batches on batches.batch_id = source_files.batch_id
order by source_files.loaded_at desc, source_files.file_name, source_files.member_name
