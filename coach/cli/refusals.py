"""Why the system refused something, in Japanese: its own words come in the language of the system."""

import errno

_REASONS = {
    errno.EACCES: "権限がありません",
    errno.EPERM: "許可されていません",
    errno.ENOENT: "その場所がありません",
    errno.ENOTDIR: "途中の名前がフォルダではありません",
    errno.EISDIR: "フォルダの名前です",
    errno.EEXIST: "同じ名前のものがすでにあります",
    errno.ENOSPC: "空き容量がありません",
    errno.EDQUOT: "使える容量の上限に達しています",
    errno.EROFS: "読み取り専用の場所です",
    errno.ENAMETOOLONG: "名前が長すぎます",
    errno.ELOOP: "リンクがたどれません",
    errno.EBUSY: "ほかのプログラムが使っています",
    errno.EIO: "読み書きに失敗しました",
    errno.EMFILE: "開いているファイルが多すぎます",
    errno.EPIPE: "受け取る側が閉じています",
    errno.ENXIO: "装置がありません",
    errno.EINVAL: "名前に使えない文字があります",
}


def reason(error: OSError) -> str:
    """Return why the system refused, in a few words; its number where there are none for it."""
    return _REASONS.get(error.errno or 0) or f"システムのエラー {error.errno or type(error).__name__}"
