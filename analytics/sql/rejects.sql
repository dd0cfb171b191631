-- grain: one file and reason as written
select
    source_files.file_name,
    source_files.system,
    rejected_rows.reason,
    count(*) as rows,
    min(rejected_rows.row_no) as first_row
from rejected_rows left join source_files on source_files.file_id = rejected_rows.file_id
group by source_files.file_name, source_files.system, rejected_rows.reason
order by count(*) desc, source_files.file_name, rejected_rows.reason
