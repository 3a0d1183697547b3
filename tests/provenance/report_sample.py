"""A small judged catalogue and the rulebook it was judged by, for the tests of reports and notebooks."""

from __future__ import annotations

import datetime as dt
import functools
from importlib.resources import files
from pathlib import Path
from typing import Any

import duckdb

from expectations.control import parse
from expectations.fields import Text
from expectations.rulebook import Applicability, Citation, Clause, Document, Parameter, Rule, Rulebook
from expectations.selects import reader
from provenance.reports.facts import facts

HERE = Path(__file__).parent
CONTROL = """-- control: {name}
-- needs: manifest

-- section: population
SELECT source, count(*) AS n FROM source GROUP BY source;
"""


def fill_sample(con: duckdb.DuckDBPyConnection) -> None:
    """Fills the tables of an empty catalogue."""
    con.execute(HERE.joinpath("report_sample.sql").read_text("utf-8"))


def empty_catalogue(path: str | Path = ":memory:") -> duckdb.DuckDBPyConnection:
    """A writable catalogue with its tables and views, and nothing in them."""
    con = duckdb.connect(str(path))
    con.execute(files("provenance").joinpath("catalogue.sql").read_text("utf-8"))
    return con


def built(*changes: str) -> dict[str, Any]:
    """The facts of the sample, after these statements changed it."""
    with empty_catalogue() as con:
        fill_sample(con)
        for change in changes:
            con.execute(change)
        return facts(con, sample_rulebook())


@functools.cache
def sample_rulebook() -> Rulebook:
    """Controls under three clauses; the second clause of Article 7 has none, so that an untested clause shows."""
    return Rulebook(
        "sample",
        Text("示例规则集", "Sample rulebook"),
        {d.id: d for d in DOCUMENTS},
        {c.id: c for c in CLAUSES},
        {r.id: r for r in RULES},
        {"unread_shards": Text("有分片未读取", "Shards were not read")},
        Applicability("A7-0.01", "carve_out"),
        "a" * 64,
    )


DOCUMENTS = (
    Document(
        "interim_measures",
        Text("生成式人工智能服务管理暂行办法", "Interim Measures for the Management of Generative AI Services"),
        "law",
        "final",
        dt.date(2023, 8, 15),
        None,
    ),
    Document(
        "gbt_45654_draft",
        Text("GB/T 45654（草案）", "GB/T 45654 (draft)"),
        "draft",
        "draft",
        None,
        Text("须与正式文本核对", "Confirm against the published text"),
    ),
    Document("project", Text("本项目经验值", "Project heuristic"), "project_heuristic", "unconfirmed", None, None),
)
CLAUSES = tuple(
    Clause(id_, "interim_measures", Text(f"第七条（{zh}）", f"Article 7({n})"), Text(text, english))
    for n, (id_, zh, text, english) in enumerate(
        (
            ("7.1", "一", "使用具有合法来源的数据和基础模型；", "use data and foundation models with lawful sources;"),
            (
                "7.2",
                "二",
                "涉及知识产权的，不得侵害他人依法享有的知识产权；",
                "not infringe others' intellectual property;",
            ),
            ("7.3", "三", "涉及个人信息的，应当取得个人同意……", "for personal information, obtain consent …"),
            ("7.4", "四", "采取有效措施提高训练数据质量……", "take effective measures to improve quality …"),
        ),
        start=1,
    )
)


def rule(
    id_: str, name: str, clause: str, title: Text, reasons: dict[str, Text], **parameters: tuple[float, str]
) -> Rule:
    with duckdb.connect(":memory:") as con:
        control = parse(name, CONTROL.format(name=name), reader(con))
    return Rule(
        id_,
        control,
        clause,
        title,
        Text(f"测试 {name}", f"Tests {name}"),
        (
            Citation("interim_measures", Text("第七条", "Article 7")),
            Citation("gbt_45654_draft", Text("5.1 c)", "5.1 c)")),
        ),
        {key: Parameter(key, value, None, source) for key, (value, source) in parameters.items()},
        reasons,
        Text("补齐证据", "Supply the evidence"),
        "kept",
    )


RULES = (
    rule("A7-1.03", "licence_on_file", "7.1", Text("开源数据的许可在案", "Licence of open data on file"),
         {"no_licence_text": Text("来源 {source} 没有许可文本", "Source {source} has no licence text")}),
    rule("A7-1.06", "robots_at_fetch", "7.1", Text("未采集明确不可采集的内容", "Nothing collected that was not to be collected"),
         {"disallowed_by_robots": Text("主机 {host} 的 robots 记录不允许", "The robots record of {host} disallows it")}),
    rule("A7-1.13", "overseas_mix", "7.1", Text("境内外数据搭配", "Mix of domestic and overseas data"),
         {"all_overseas": Text("境外占比 {share}", "The overseas share is {share}")}),
    rule("A7-3.03", "separate_consent", "7.3", Text("敏感个人信息的单独同意", "Separate consent for sensitive information"),
         {"nothing_sensitive": Text("没有检出敏感个人信息", "No sensitive personal information was found")}),
    rule("A7-3.07", "residual_identifiers", "7.3", Text("清洗后无残留标识符", "No identifiers left after cleaning"),
         {"identifier_left": Text("残留 {label}，比例 {rate:.1%}，{nothing}", "{label} is left, rate {rate:.1%}, {nothing}")}),
    rule("A7-4.01", "synthetic_known", "7.4", Text("合成内容已知", "Synthetic content is known"), {}),
    rule("A7-4.05", "near_duplicates", "7.4", Text("近似重复", "Near duplicates"), {}, max_share=(0.1, "project")),
)  # fmt: skip # rows, which read as a table
