"""Upload."""

from pages.upload import foretold, own
from pages.upload.own import Upload
from sheets import upload
from ui import access, background, filters, header, senders, uploads
from ui.screen import st
from words.messages import _

HEEDS = upload.HEEDS
USUAL = 10.0  # seconds a few files take


def render() -> None:
    """What would these files bring, and what would change? Then they are loaded."""
    st.title(_("Upload"))
    header.line(filters.bar(*HEEDS))
    if sentence := access.refusal_to_load():
        senders.withdraw()
        st.info(sentence, icon=":material/lock:")
        return
    mine = own.upload()
    _loaded(mine)
    if mine.loading and not mine.loading.job.done.is_set():
        background.waiting(mine.loading.job, _("Loading the files"), USUAL)
        return
    if _dropped(mine) is None:
        return
    options = own.options(mine)
    task = own.rehearsal(mine, options)
    if not task.job.done.is_set():
        background.waiting(task.job, _("Reading the files; nothing is stored"), USUAL)
    elif task.refused:
        st.error(task.refused, icon=":material/error:")
    elif task.result is None:
        background.refused(task.job)
    else:
        foretold.shown(task.result)
        _load(mine, task.result.publishes)


def _dropped(mine: Upload) -> uploads.Dropped | None:
    """The files that lie there now."""
    st.header(_("Files"), anchor=False)
    st.caption(
        _(
            "Exports as the systems give them: csv, xlsx, xls, ods, parquet, or a zip of these. They are read first and nothing is stored; "
            "you see what they would bring and decide then. They stay on this machine."
        )
    )
    senders.offer()
    files = st.file_uploader(_("Files to load"), accept_multiple_files=True, key=f"upload_files_{mine.round}")
    if large := uploads.too_large(files or []):
        sentence = _(
            "Too large for this page: {files}. Load on the command line: vetrina load FILES", files=", ".join(large)
        )
        st.error(sentence, icon=":material/error:")
        return None
    return mine.take(files or [])


def _load(mine: Upload, publishes: bool) -> None:
    if not publishes:
        st.info(_("Nothing in these files is new, so there is nothing to load."), icon=":material/done_all:")
        return
    st.button(_("Load now"), type="primary", icon=":material/database_upload:", key="upload_load", on_click=mine.load)


def _loaded(mine: Upload) -> None:
    """What became of the last load of this session."""
    task = mine.loading
    if task is None or not task.job.done.is_set():
        return
    if task.refused:
        st.error(task.refused, icon=":material/error:")
    elif task.result is None:
        background.refused(task.job)
    else:
        foretold.done(task.result)
