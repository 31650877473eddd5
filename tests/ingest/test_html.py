"""A web page becomes its text: every visible word is a line, and what is not the article is cut.

Pages are made up after layouts met in the wild. In them a word ``body1`` marks text, ``other1`` what
is not the text of the page.
"""

import re

import pytest

from workbench.errors import WorkbenchError
from workbench.ingest import extract
from workbench.ingest.text import lines_of

TITLE = "Council of the Lake Keeps the Tariff at Two Crowns"
SENTENCE = (
    "The two sides agreed that they would build a bridge over the river for all who live there."
)


def page(body, head=""):
    """Put marks that are counted into the place of {B} (a paragraph), {b} and {N} (words)."""
    number = iter(range(1, 1_000))
    filled = re.sub(r"\{B\}", lambda _: f"body{next(number)} {SENTENCE} {SENTENCE}", body)
    filled = re.sub(r"\{b\}", lambda _: f"body{next(number)}", filled)
    filled = re.sub(r"\{N\}", lambda _: f"other{next(number)}", filled)
    return f"<!doctype html><html><head><meta charset='utf-8'>{head}</head><body>{filled}</body></html>"


def read(text):
    found = extract(text.encode(), "a.html")
    return found, lines_of(found.text)


def body(text):
    """Give the lines that no zone cuts."""
    found, lines = read(text)
    return [line for number, line in enumerate(lines, 1) if number not in found.zones]


def links(n):
    return "".join(f"<li><a href='/{k}'>{{N}} section</a></li>" for k in range(n))


PARAGRAPHS = "<p>{B}</p>" * 4
CARDS = "".join(f"<div><h4><a href='/{n}'>{{N}} towns build a bridge</a></h4><p>{{N}} {SENTENCE}</p></div>" for n in range(4))  # fmt: skip
LAYOUTS = {
    "central bank": f"""<a href='#content'>{{N}} skip</a><div class='t1__offcanvas'><nav><ul>{links(9)}</ul></nav></div>
      <header class='jumbotron'><h2>{{N}} Board</h2><p>{{N}} {SENTENCE}</p></header>
      <div id='content' role='main'><ol class='breadcrumb'>{links(2)}</ol><h2>{{N}}</h2><div id='article'>
      <div class='heading'><p class='article__time'>November 7, 2024</p><h3 class='title'>{TITLE}</h3><p>For release at 2:00 p.m.</p>
      <div class='share'><ul>{links(3)}</ul></div></div><div class='col'>{PARAGRAPHS}<p><a href='/x'>{{N}} note issued</a></p></div>
      <div class='panel-related'><h4>{{N}}</h4><ul>{links(4)}</ul></div></div><div>Last Update: November 7, 2024</div></div>
      <footer><ul>{links(5)}</ul><p>{{N}} {SENTENCE}</p></footer>""",
    "government release": f"""<div class='cookie-banner'><h2>{{N}}</h2><p>{{N}} {SENTENCE}</p><button>{{N}}</button></div>
      <header role='banner'>{links(5)}</header><main role='main'><p>{{N}}</p><h1>{TITLE}</h1><p class='lead'>{{B}}</p>
      <dl><dt>From:</dt><dd><a href='/o'>{{N}} office</a></dd></dl><div class='govspeak'><p>{{B}}</p>
      <ul><li>{{b}} protecting the trade</li></ul><h2>Trade</h2>{PARAGRAPHS}<blockquote><p>{{B}}</p></blockquote><p>{{b}} said the Prime Minister:</p><p>{{B}}</p></div>
      <div class='share-links'><h2>{{N}}</h2><p>{{N}} new tab</p></div></main>
      <div class='feedback'><form><p>{{N}} {SENTENCE}</p></form></div><footer>{links(9)}</footer>""",
    "blog software": f"""<div class='overlay-menu modal'><nav>{links(9)}</nav></div><main><article><header><a href='/b'>{{N}} ROOM</a>
      <h1>{TITLE}</h1><time datetime='2023-09-10T09:00'>September 10, 2023</time> • <a href='/s'>{{N}} statements</a></header>
      <section class='body-content'>{PARAGRAPHS}<ul><li><strong>Timber.</strong> {{B}}<ul><li>{{B}}</li></ul></li></ul><p>###</p></section>
      <div class='newsletter'><h2>{{N}}</h2><p>{{N}} {SENTENCE} {SENTENCE}</p></div></article>
      <section class='next'><h2>Next Post: <a href='/n'>{{N}} remarks at the harbour</a></h2></section></main>""",
    "tables as layout": """<table><tr><td><table><tr><td><a href=a>{N}</a></td></tr><tr><td><a href=b>{N}</a></td></tr></table></td>
      <td><font size=5>A headline</font><br><br>{B}<br><br>{B}<br><br>1. {B}<br>2. {B}<br></td></tr>
      <tr><td colspan=2><a href=x>{N}</a> | <a href=y>{N}</a></td></tr></table>""",
    "newspaper": f"""<div class='topbar'><ul>{links(4)}</ul></div><h1 class='logo'><a href='/'>Lake Times</a></h1><div class='main'>
      <h1>{TITLE}</h1><span class='date'>4/5/2023, 17:20</span><p class='sapo'>{{B}}</p><div><figure><figcaption>{{N}} at the harbour. {SENTENCE}</figcaption></figure>
      {PARAGRAPHS}<div class='box-related'><p><a href='/1'>{{N}} tea is back</a></p></div>{PARAGRAPHS}<div class='ads'><p>{{N}}</p></div><p class='author'>{{N}}</p></div>
      <div class='tags'>Tags: <a href=1>{{N}}</a></div><div class='comments'><h3>{{N}}</h3><p>{{N}} {SENTENCE * 3}</p></div></div>
      <div class='right'><h2>Most read</h2>{CARDS}</div>""",
    "cards without names": f"<div><div>{links(6)}</div><div><h1>{TITLE}</h1>{PARAGRAPHS}<h3>More from the harbour</h3>{CARDS}</div></div>",
    "transcript": f"""<nav>{links(4)}</nav><main><h1>{TITLE}</h1><p>THE PRESIDENT: {{B}}</p><p>Q {{b}} Will it be long?</p>
      <p>THE PRESIDENT: {{b}} No.</p>{PARAGRAPHS}<p>{{b}} Thank you.</p></main>""",
    "press box": f"""<main><div><ul><li>{{N}}</li></ul><h1>{TITLE}</h1></div>{PARAGRAPHS}<div class='address-box'><h3>CONTACT</h3><p>{{N}} bank</p>
      <ul><li>{{N}} street 20</li></ul><p>{{N}} Reproduction is permitted.</p></div></main>
      <div id='cookieConsent'><p>{{N}} {SENTENCE}</p></div>""",
    "cookie notice longer than the text": f"<div id='CybotCookiebotDialog'><p>{{N}} {SENTENCE * 9}</p><p>{{N}} {SENTENCE * 9}</p></div><main><h1>{TITLE}</h1>{PARAGRAPHS}</main>",
    "names that mean something else": f"<div class='page-with-sidebar'><div class='has-sidebar share-page'>{PARAGRAPHS}</div><div class='sidebar'><p>{{N}} {SENTENCE}</p></div></div>",
    "many links in the text": f"""<h1>{TITLE}</h1><p>{{b}} recalled the <a href=1>Charter of the Lake of 1987</a> and the <a href=2>Treaty of Northport</a> and agreed.</p>
      {PARAGRAPHS}<p>{{b}} texts were adopted:</p><ul><li><a href=a>{{b}} memorandum</a></li><li><a href=b>{{b}} rules</a></li></ul>""",
    "divisions alone": f"""<div id='gnb'><ul>{links(7)}</ul></div><div id='contents'><h2>{{N}}</h2><div class='view'><p class='tit'>{TITLE}</p>
      <div><div>{{B}}</div><div><br></div><div>1. {{B}}</div><div>{{b}} Done at Riverton on 20 June 2024.</div></div></div><div><a href=1>{{N}} previous</a></div></div>""",
    "a class per key word, a lede above the article": f"""<nav>{links(4)}</nav><div class='post tag-lake category-news'><h1>{TITLE}</h1>
      <p>{{B}}</p><ul>{links(4)}</ul><article class='tag-tea'>{PARAGRAPHS}</article></div>
      <div class='col'><p>{{N}} {SENTENCE}</p></div><div class='widget'>{CARDS}</div>""",
    "page builder": f"<nav>{links(6)}</nav><h1>{TITLE}</h1>" + "<div class='elementor-widget elementor-widget-text'><p>{B}</p></div>" * 5,
    "sections": f"<nav>{links(6)}</nav><main>" + "<section><h2>Part</h2><p>{B}</p><p>{B}</p></section>" * 4 + f"<section class='related-links'><p>{{N}} {SENTENCE}</p></section></main>",
}  # fmt: skip


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_article_is_kept_whole_and_nothing_else(name):
    head = f"<meta property='og:title' content='{TITLE}'>" * (TITLE in LAYOUTS[name])
    text = page(LAYOUTS[name], head)
    kept = " ".join(body(text))
    assert set(re.findall(r"body\d+", kept)) == set(re.findall(r"body\d+", text))
    assert re.findall(r"other\d+", kept) == []
    assert all(mark in read(text)[0].text for mark in re.findall(r"other\d+", text))


def test_a_headline_in_a_list_has_no_bullet_and_a_time_of_publication_comes_first():
    times = "".join(f"<div><time class='{name}' datetime='2024-0{n}-01'></time></div>" for n, name in enumerate(("updated", "comment", "entry-date published updated", "x"), 1))  # fmt: skip
    found = read(page(f"<ul><li><h1>{TITLE}</h1></li></ul>{times}{PARAGRAPHS}"))[0].facts
    assert (found["title"][0], found["published"][0]) == (TITLE, "2024-03-01")


def test_a_line_break_of_the_source_is_a_space_and_one_of_the_page_is_not():
    found = body(page("<p>The two\n  sides <b>met</b> and\nagreed.</p><p>1. One of them.<br>2. Two\nof them.<br>They agreed on the<br>trade in tea.</p>"))  # fmt: skip
    assert found == ["The two sides met and agreed.", "1. One of them.", "2. Two of them.", "They agreed on the trade in tea."]  # fmt: skip


def test_marks_of_lists_are_kept_for_points_are_cited_by_them():
    lists = (
        "<ol><li><p>One.</p><ol type='a'><li>Inner.<li>Other.</ol></li><li value=5>Five.</ol>"
        "<ol start='7'><li>Seven.</ol><ol reversed type=I><li>Two.<li>One.</ol>"
        "<ul><li>Tea.<li>– Rice.</ul><ul style='list-style: none'><li>Plain.</ul>"
    )
    assert body(page(f"<article><p>{SENTENCE}</p>{lists}<p>{SENTENCE}</p></article>"))[1:-1] == [
        "1. One.", "a. Inner.", "b. Other.", "5. Five.", "7. Seven.", "II. Two.", "I. One.", "• Tea.",
        "– Rice.", "Plain.",
    ]  # fmt: skip


def test_a_row_of_a_table_is_a_line_and_a_raised_figure_joins_no_word():
    table = "<table><tr><th>Good<th>2023</tr><tr><td>Salt<br>and rice</td><td><p>12</p></td></tr></table>"
    found = body(page(f"<p>{SENTENCE}</p>{table}<p>By the charter<sup><a href='#1'>1</a></sup> of 1999<sup>2, 3</sup> they met on the 20<sup>th</sup> day, and <q>agreed</q>, for the tenth time. {SENTENCE}</p>"))  # fmt: skip
    assert found[1:] == ["Good\t2023", "Salt and rice\t12", f"By the charter¹ of 1999²˒³ they met on the 20th day, and “agreed”, for the tenth time. {SENTENCE}"]  # fmt: skip


def test_what_is_not_visible_is_no_body_and_what_is_folded_is():
    hidden = (
        "<p class='x'>{N}</p><div style='DISPLAY: none'><p>{N}</p></div><p hidden>{N}</p><template><p>{N}</p></template>"
        "<noscript>{N}</noscript><span class='sr-only'>{N}</span><dialog><p>{N}</p></dialog>"
    )
    css = "<style>/* .y{display:none} */ .x, #z { display: none } @media print { .y { display: none } }</style>"
    text = page(
        f"<div class='y'><p>{{B}}</p>{hidden}<details><summary>{{b}} more</summary><p>{{B}}</p></details></div>",
        css,
    )
    kept = " ".join(body(text))
    assert set(re.findall(r"body\d+", kept)) == set(re.findall(r"body\d+", text))
    assert "other" not in kept
    assert read(text)[0].notes == ("7 words are not visible on the page and are no body.",)


def test_a_hidden_phrase_does_not_break_its_sentence():
    hidden = "<span class='sr-only'>(opens in a new tab)</span>"
    assert body(page(f"<p>The sides {hidden} met. {SENTENCE}</p>")) == [
        f"The sides met. {SENTENCE}"
    ]


def test_invisible_signs_and_spaces_inside_words_stay_as_printed():
    assert body(page("<p>The coop&shy;eration of Viet&nbsp;Nam and <span>U</span><span>.S.</span> streng<wbr>thens it.</p>")) == [
        "The coop\u00aderation of Viet\u00a0Nam and U.S. strengthens it."
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("<meta property='article:published_time' content='2024-06-20T23:30:00-05:00'>", "2024-06-20"),
        ("<meta name='DC.date.issued' content='20240620'>", "2024-06-20"),
        ("<script type='application/ld+json'>{\"@graph\": [{\"@type\": \"NewsArticle\", \"datePublished\": \"2024-06-20T10:00Z\"}]}</script>", "2024-06-20"),
        ("<script type='application/ld+json'>{broken</script>", None),
        ("<meta name='date' content='06/20/2024'>", None),
    ],
)  # fmt: skip
def test_the_day_of_publication_is_read_where_it_can_be_read_in_one_way(head, day):
    facts = read(page(f"<h1>{TITLE}</h1><p>{SENTENCE}</p>", head))[0].facts
    assert facts.get("published", (None,))[0] == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("<time datetime='2024-06-20'>", "2024-06-20"),
        ("<time datetime='2024-06-20'></time><time datetime='2024-06-21'>", None),
        ("<time datetime='2024-06-20'></time><time class='updated' datetime='2024-06-21'>", "2024-06-20"),
        ("<ul><li><time datetime='2024-06-20'>", None),
    ],
)  # fmt: skip
def test_a_time_is_believed_if_it_is_the_only_one(text, day):
    assert read(page(f"<p>{SENTENCE}</p>{text}"))[0].facts.get("published", (None,))[0] == day


@pytest.mark.parametrize(
    ("head", "text", "title"),
    [
        ("", f"<h1>{TITLE}</h1>", TITLE),
        ("<title>The Two Towns Meet | Gazette</title>", "<h1>Gazette</h1><h2>The Two Towns Meet</h2>", "The Two Towns Meet"),
        ("<meta property='og:title' content='The Two Towns Meet'><meta property='og:site_name' content='Gazette'>", "<h1>Gazette</h1>", "The Two Towns Meet"),
        ("", "<h1><a href='/'>Gazette of the Lake</a></h1>", None),
        ("", f"<p class='detail-title'>{TITLE}</p>", TITLE),
    ],
)  # fmt: skip
def test_the_headline_is_not_the_name_of_the_site(head, text, title):
    facts = read(page(f"{text}<p>{SENTENCE}</p>", head))[0].facts
    assert facts.get("title", (None,))[0] == title


def test_what_a_page_says_of_itself_is_taken_with_its_evidence():
    head = "<meta property='og:site_name' content='Gazette'><link rel='canonical' href='https://x.example/1'>"
    facts = read(page(f"<p>{SENTENCE}</p>", head))[0].facts
    assert facts == {
        "publisher": ("Gazette", "the page's og:site_name or JSON-LD publisher"),
        "url": ("https://x.example/1", "the page's canonical link or og:url"),
    }


def test_where_no_article_can_be_told_it_is_asked():
    found, _ = read(page(f"<ul>{links(5)}</ul>"))
    assert found.doubts[0].startswith("Article: no paragraph is set apart from the menus")
    text = page(f"<div>{PARAGRAPHS}</div><main>{PARAGRAPHS * 2}</main>")
    assert read(text)[0].doubts[0].startswith("Article: 148 words of running text outside")


@pytest.mark.parametrize("depth", [300, 1_900])
def test_a_page_that_is_nested_deep_is_read_whole(depth):
    text = page("<div>" * depth + "<p>{B}</p>" + "</div>" * depth + "<p>{B}</p>")
    assert len(body(text)) == 2
    with pytest.raises(WorkbenchError, match="nested too deep to be read whole"):
        read(page("<div>" * 6_000 + "<p>{B}</p>" + "</div>" * 6_000))


def test_many_paragraphs_take_a_time_that_grows_with_their_number():
    assert len(body(page(f"<p>{SENTENCE}</p>" * 20_000))) == 20_000
