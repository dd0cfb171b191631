-- the channel of all that a file's system sells or pays, as its layout or mapping says; '' where neither does
alter table source_files add column channel varchar default '';
update source_files set channel = 'marketplace'
where system in ('amazon', 'zalando', 'tmall', 'jd', 'douyin', 'pinduoduo', 'vip', 'xiaohongshu', 'weixin_shop', 'yunshang', 'piazza');
