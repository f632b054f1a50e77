# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The questions that a device may ask while a command runs, and their answers.

Note: this is private to the collection and can change at any time.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ansible.module_utils.common.text.converters import to_bytes

# Patterns see this much of the end of what the device printed.
QUESTION_WINDOW = 1024


@dataclass(frozen=True)
class Question:
    """What the device may ask while a command runs, and the answer to it.

    :param pattern: searched, ignoring case, in the end of what the device printed.
    :param answer: sent as it is, so it carries its own line end if it needs one.
    """

    pattern: re.Pattern[bytes]
    answer: bytes


def asked(questions: Sequence[Question], window: bytes) -> Question | None:
    """The first of `questions` that `window`, the end of what the device printed, asks."""
    if not window.strip():
        return None
    return next((question for question in questions if question.pattern.search(window)), None)


def as_list(value: Any) -> list[Any]:
    """Return what cisco.ios gives as one or many as a list."""
    if value is None:
        return []
    return list(value) if isinstance(value, (list, tuple)) else [value]


def questions_of(prompts: Any, answers: Any, newline: bool) -> list[Question]:
    """Prompts and answers as stock takes them: one or many; the first answer serves where one is missing."""
    given = [to_bytes(answer) for answer in as_list(answers)] or [b""]
    end = b"\r" if newline else b""
    questions = []
    for index, prompt in enumerate(as_list(prompts)):
        pattern = prompt if isinstance(prompt, re.Pattern) else re.compile(to_bytes(prompt), re.IGNORECASE)
        questions.append(Question(pattern, (given[index] if index < len(given) else given[0]) + end))
    return questions
