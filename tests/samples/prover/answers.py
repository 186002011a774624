"""What each API answers: a whole response, a stream of events, an error in its own shape."""

from __future__ import annotations

import json
import struct
from base64 import b64encode
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Json = dict[str, Any]

PIECES = ("Hello! ", "你好，", "有什么可以", "帮你？")
ANSWER = "".join(PIECES)
"""What the model says; a program that gets the encoding wrong does not print it."""
VECTOR = (0.25, -0.5, 0.125, 0.0625)
"""Of which single precision loses nothing."""
_CREATED = 1_790_000_000

_ERRORS = {
    400: ("invalid_request_error", None),
    401: ("authentication_error", "invalid_api_key"),
    404: ("not_found_error", "not_found"),
    405: ("invalid_request_error", "method_not_allowed"),
}
"""Status → the error's type, and OpenAI's code for it."""


def answer(api: str, asked: Json) -> Json:
    """The response to a right request."""
    return _WHOLE[api](asked)


def events(asked: Json) -> Iterator[str]:
    """The lines of a streamed chat completion, with a last chunk for the usage if it is asked."""
    wants_usage = asked.get("stream_options", {}).get("include_usage", False)
    nothing_yet = {"usage": None} if wants_usage else {}
    deltas = [{"role": "assistant", "content": ""}, *({"content": piece} for piece in PIECES), {}]
    for delta in deltas:
        choice = {"index": 0, "delta": delta, "finish_reason": None if delta else "stop"}
        yield _event(_chunk(asked, [choice]) | nothing_yet)
    if wants_usage:
        yield _event(_chunk(asked, []) | {"usage": _CHAT_USAGE})
    yield "data: [DONE]\n\n"


def error(api: str | None, status: int, message: str) -> Json:
    """What is wrong with a request, in the API's own shape."""
    kind, code = _ERRORS[status]
    if api == "messages":
        return {"type": "error", "error": {"type": kind, "message": message}}
    return {"error": {"message": message, "type": kind, "param": None, "code": code}}


def printed(api: str, *, stream: bool, raw: bool) -> tuple[str, ...]:
    """What a sample prints of the answer: the pieces that its output must hold."""
    if api == "embeddings":
        return tuple(map(str, VECTOR[:3]))
    return (*PIECES, "[DONE]") if stream and raw else (ANSWER,)


_CHAT_USAGE = {"prompt_tokens": 9, "completion_tokens": 12, "total_tokens": 21}
_USAGE = {"input_tokens": 9, "output_tokens": 12}


def _event(data: Json) -> str:
    return f"data: {json.dumps(data, ensure_ascii=False)}\n\n"


def _chunk(asked: Json, choices: list[Json]) -> Json:
    about = {"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": _CREATED}
    return about | {"model": asked["model"], "choices": choices}


def _chat(asked: Json) -> Json:
    message = {"role": "assistant", "content": ANSWER, "refusal": None}
    choice = {"index": 0, "message": message, "finish_reason": "stop", "logprobs": None}
    about = {"id": "chatcmpl-1", "object": "chat.completion", "created": _CREATED}
    return about | {"model": asked["model"], "choices": [choice], "usage": _CHAT_USAGE}


def _response(asked: Json) -> Json:
    text = {"type": "output_text", "text": ANSWER, "annotations": []}
    said = {"type": "message", "id": "msg_1", "status": "completed", "role": "assistant"}
    thought = {"type": "reasoning", "id": "rs_1", "summary": []}
    about = {"id": "resp_1", "object": "response", "created_at": _CREATED, "status": "completed"}
    usage = _USAGE | {
        "input_tokens_details": {"cached_tokens": 0},
        "output_tokens_details": {"reasoning_tokens": 0},
        "total_tokens": 21,
    }
    rest = {"parallel_tool_calls": True, "tool_choice": "auto", "tools": [], "usage": usage}
    output = [thought, said | {"content": [text]}]
    return about | {"model": asked["model"], "error": None, "output": output} | rest


def _message(asked: Json) -> Json:
    thought = {"type": "thinking", "thinking": "A greeting.", "signature": "c2ln"}
    about = {"id": "msg_1", "type": "message", "role": "assistant", "model": asked["model"]}
    content = [thought, {"type": "text", "text": ANSWER}]
    end = {"stop_reason": "end_turn", "stop_sequence": None, "usage": _USAGE}
    return about | {"content": content} | end


def _embeddings(asked: Json) -> Json:
    vector: object = list(VECTOR)
    if asked.get("encoding_format") == "base64":
        vector = b64encode(struct.pack(f"<{len(VECTOR)}f", *VECTOR)).decode()
    data = [{"object": "embedding", "index": 0, "embedding": vector}]
    usage = {"prompt_tokens": 2, "total_tokens": 2}
    return {"object": "list", "data": data, "model": asked["model"], "usage": usage}


_WHOLE: dict[str, Callable[[Json], Json]] = {
    "chat-completions": _chat,
    "responses": _response,
    "messages": _message,
    "embeddings": _embeddings,
}
