"""Forms of whole lines that are not body: notices, buttons, captions, bylines, dates."""

import re

#: A full date, as the languages of the corpora write it.
DAY = (
    r"(?:(?:le\s+)?\d{1,2}(?:er)?\s+\w+\s+\d{4}(?:\s+(?:года|г\.))?|\w+\s+\d{1,2},\s+\d{4}|"
    r"(?:ngày\s+)?\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4}|\d{1,2}[./-]\d{1,2}[./-]\d{4}|"
    r"\d{4}-\d{2}-\d{2})"
)
#: A line that is wholly of this form is not body: zone, reason, form.
FORMS = (
    (
        "boilerplate",
        "cookie notice",
        r"(?=.*\bcookies?\b)(?=.*\b(?:accept|consent|use|using|site|website|policy|settings|utilis\w+|сайт\w*|trang)\b).{0,400}",
    ),
    (
        "boilerplate",
        "button or link of the site",
        r"(?:share(?: this)?|print|e-?mail|tweet|facebook|comments?|feedback|subscribe|sign in|log in|menu|search|home|read more|back to top|chia sẻ|phản hồi|bình luận|in trang|đăng nhập|поделиться|распечатать|подписаться|комментарии|войти|поиск|меню)[ :.>»]*",
    ),
    (
        "boilerplate",
        "button or link of the site",
        r"(?:(?:share|on|via|facebook|twitter|x|telegram|whatsapp|linkedin|zalo|vk|viber|copy link|print|e-?mail|pdf|поделиться|chia sẻ)(?:[ ,|/·•]+|$)){2,}",
    ),
    (
        "boilerplate",
        "place of the page in the site",
        r"(?:home|home page|trang chủ|главная|accueil)\s*[>»›/|]\s*.{1,150}",
    ),
    (
        "boilerplate",
        "link to another article",
        r"(?:read more|see also|related|đọc thêm|xem thêm|читайте также|lire aussi)\s*:\s*.{1,150}",
    ),
    (
        "boilerplate",
        "key words of the site",
        r"(?:tags?|key ?words|topics|từ khóa|теги|ключевые слова|mots-clés)\s*:.{1,200}",
    ),
    (
        "boilerplate",
        "disclaimer",
        r"(?:for reference only|unofficial translation|(?:©|\(c\)).{0,120}|(?:.{0,80}\b)?all rights reserved.{0,80}|.{0,80}(?:machine[- ]translat|translated by (?:google|deepl|yandex)|автоматическ\w+ перевод|dịch tự động|bản dịch máy).{0,80})\.?",
    ),
    (
        "caption",
        "picture caption",
        r"(?:(?:photo|image|picture|ảnh|фото)\b\s*[:.–-].{1,200}|.{1,300}\((?:photo|image|ảnh|фото)\s*:[^)]{1,80}\)\.?|.{1,300}\bphoto courtesy of [^.]{1,80}\.?|.{1,300}/\s*(?:photo|ảnh|фото)\s*:.{1,60})",
    ),
    (
        "byline",
        "author or time of publication",
        r"(?:(?:by|автор:?|tác giả:?)\s+[^.,;]{3,50}|(?:published|updated|posted|опубликовано|cập nhật)\b.{0,80}\d.{0,40})",
    ),
    (
        "byline",
        "date",
        rf"(?:\w[\w .-]{{0,30}},\s+)?{DAY}(?:[ ,T|–-]+\d{{1,2}}:\d{{2}}.{{0,12}})?",
    ),
    (
        "byline",
        "publisher, date or author",
        rf"(?:[^|•·]{{2,60}}[|•·]\s*){{1,3}}{DAY}(?:[ ,|•·–-].{{0,60}})?",
    ),
)
LINE = tuple((zone, reason, re.compile(form, re.IGNORECASE)) for zone, reason, form in FORMS)
