"""Jobs for a model, one for each kind of customer and text, and all the prompts made of them."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from coach.coaching import reader_of
from coach.critic.checklist import Check, questions_for
from coach.critic.finding import Finding
from coach.critic.reader import Reader
from coach.customer.case import CustomerType, Kind
from coach.customer.reading import read_case
from coach.facts.profile import Profile
from coach.facts.profile_file import read_profile
from coach.writer.job import AnyPrompt, Job
from coach.writer.prompts import (
    ask_prompt,
    audit_prompt,
    draft_prompt,
    feedback_prompt,
    judge_prompt,
    repair_prompt,
    templates,
)

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
NONCE = "k7q2"

CASES = {
    "many": "web-renewal.toml",
    "few": "recruit-movie.toml",
    "mixed": "tax-advisor.toml",
    "unknown": "logo-design.toml",
}
DRAFT = """ご担当者様

お世話になっております。株式会社サンプル制作室の例田です。
弊社は豊富な実績があり、必ず成果を出します。費用はお打ち合わせでご案内します。

株式会社サンプル制作室
例田"""
WRITTEN = """ご担当者様

はじめまして。株式会社サンプル制作室の例田と申します。

■ 進め方
・撮影は1日です。翌日に写真をお送りします
公開日は動かせない日でしょうか。

株式会社サンプル制作室
ディレクター 例田 美和"""
SENT = "はじめまして。株式会社サンプル制作室の例田と申します。\n返信は1営業日以内です。"
ANSWERS = ("初回のご相談は30分まで無料で受けられます",)
FINDINGS = (
    Finding(
        rule="guarantee",
        fault="guarantee",
        severity="error",
        start=53,
        end=64,
        quote="必ず成果を出します",
        message="結果の約束です。",
        suggestion="",
    ),
    Finding(
        rule="schedule",
        fault="timing_ignored",
        severity="warning",
        message="日程がありません。",
        suggestion="",
    ),
    Finding(
        rule="light",
        fault="redundant",
        severity="info",
        quote="ご案内します",
        end=6,
        message="見るだけのもの。",
        suggestion="",
    ),
)
PROBLEMS = [("翌日に写真をお送りします", "写真を送る約束は、材料のどこにもありません。")]
LOST = ["返信は1営業日以内"]


def profile_of(name: str) -> Profile:
    return read_profile((SAMPLES / name).read_text(encoding="utf-8"), name).profile


def reader_for(who: CustomerType, kind: Kind, **more: Any) -> Reader:
    text = (SAMPLES / "cases" / CASES[who]).read_text(encoding="utf-8")
    known = profile_of("profile.toml") if who in {"many", "few"} else None
    return reader_of(read_case(text, CASES[who]).case, kind, known, **more)


def job_for(reader: Reader, **more: Any) -> Job:
    checks = tuple(
        Check(id=question.id, question=question.question, weight=weight, met=number % 2 == 0)
        for number, (question, weight) in enumerate(questions_for(reader))
    )
    values = {"draft": DRAFT, "findings": FINDINGS, "checklist": checks, "nonce": NONCE}
    return Job(reader=reader, **{**values, **more})


def prompts_of(reader: Reader) -> dict[str, AnyPrompt]:
    """Every prompt of every task for one reader, by the name of its snapshot."""
    used = templates(None)
    job = job_for(reader)
    sent = SENT if reader.kind == "first_message" else ""
    blank = Job(reader=reader, nonce=NONCE)
    return {
        "ask": ask_prompt(job, used),
        "feedback": feedback_prompt(job, used),
        "light": feedback_prompt(replace(job, light=True), used),
        "draft": draft_prompt(replace(blank, sent=sent), used),
        "audit": audit_prompt(job, WRITTEN, used),
        "repair": repair_prompt(job, WRITTEN, PROBLEMS, LOST, used),
        "judge": judge_prompt(reader, DRAFT, WRITTEN, NONCE, used),
    }
