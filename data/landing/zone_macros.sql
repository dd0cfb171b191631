-- what an abbreviation of one half of the year says of the hours, in any month; null for names of zones and for CET,
-- EET and WET, which systems write all year
create or replace temp macro hours_stated(cell) as nullif(map {
    'PST': 'Etc/GMT+8', 'PDT': 'Etc/GMT+7', 'MST': 'Etc/GMT+7', 'MDT': 'Etc/GMT+6', 'CST': 'Etc/GMT+6',
    'CDT': 'Etc/GMT+5', 'EST': 'Etc/GMT+5', 'EDT': 'Etc/GMT+4', 'BST': 'Etc/GMT-1', 'WEST': 'Etc/GMT-1',
    'CEST': 'Etc/GMT-2', 'MESZ': 'Etc/GMT-2', 'EEST': 'Etc/GMT-3', 'AEST': 'Etc/GMT-10', 'AEDT': 'Etc/GMT-11',
    'NZST': 'Etc/GMT-12', 'NZDT': 'Etc/GMT-13'
}[upper(cell)], '');
