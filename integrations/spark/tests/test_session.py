"""Sessions without Spark: real processes, really killed."""

import json
import os
import random
import signal
import threading
import time

import pytest
from conftest import NODE, PIPE, list_descendants, make_text, run_pipe
from dehusk_spark import ChildDied, CommandError, SessionLimits, answer_lines


def to_lines(count, paragraphs=12):
    return [json.dumps({"id": i, "text": make_text(i, paragraphs)}, ensure_ascii=False).encode() for i in range(count)]


def answers_of(lines, command=PIPE, **limits):
    return [json.loads(answer) for answer in answer_lines(iter(lines), command, SessionLimits(**limits))]


def find_child():
    return next((pid for pid, words in list_descendants(os.getpid()).items() if "main.cjs pipe" in words), None)


def test_answers_every_line_in_order():
    lines = [*to_lines(500), b"nope", b'{"id":501}', b'{"text":""}']
    assert answers_of(lines) == run_pipe(lines)
    assert find_child() is None


@pytest.mark.parametrize("count", [0, 1])
def test_answers_few_lines(count):
    assert len(answers_of(to_lines(count))) == count


def test_a_long_line_between_short_ones():
    lines = [*to_lines(3), json.dumps({"text": "A word and another. " * 100_000}).encode(), *to_lines(3)]
    assert answers_of(lines) == run_pipe(lines)


def test_kills_at_random_moments_lose_and_double_nothing():
    lines, kills, done = to_lines(3000), [], threading.Event()
    # Before anything is killed: this process would be taken for the session's.
    expected = run_pipe(lines)
    # A kill for each two or three new processes at most, however slow the machine: a line that the next three die of is
    # rightly blamed for it.
    started = time.monotonic()
    answers_of(lines[:1])
    pause = max(1.0, 2 * (time.monotonic() - started))

    def kill():
        rng = random.Random(7)
        while len(kills) < 20 and not done.wait(rng.uniform(pause, 2 * pause)):
            pid = find_child()
            if pid is not None:
                os.kill(pid, signal.SIGKILL)
                kills.append(pid)

    killer = threading.Thread(target=kill)
    killer.start()
    answered = []
    try:
        # As long as there is something to kill for.
        while len(kills) < 20:
            answered = answers_of(lines)
            assert answered == expected
    finally:
        done.set()
        killer.join()
    assert len(answered) == 3000


def test_a_process_that_stands_still_is_replaced():
    lines, stopped = to_lines(1500), []
    expected = run_pipe(lines)

    def stop():
        while not stopped:
            time.sleep(0.7)
            pid = find_child()
            if pid is not None:
                os.kill(pid, signal.SIGSTOP)
                stopped.append(pid)

    threading.Thread(target=stop).start()
    assert answers_of(lines, stall_seconds=3) == expected
    assert stopped and stopped[0] not in list_descendants(os.getpid())


def test_a_line_that_kills_is_answered_with_an_error():
    # Cleaning this takes more memory than the process is allowed.
    poison = json.dumps({"id": "poison", "text": make_text(1, 9) * 8000}, ensure_ascii=False).encode()
    lines = [*to_lines(50), poison, *to_lines(50)]
    command = [NODE[0], "--max-old-space-size=64", *NODE[1:], "pipe", "--max-line", "100"]
    answers = answers_of(lines, command)
    expected = run_pipe([line for line in lines if line is not poison])
    assert answers[:50] + answers[51:] == expected
    assert answers[50]["id"] == "poison"
    assert answers[50]["text"] == json.loads(poison)["text"]
    assert answers[50]["dehusk"]["error"]["code"] == "E_PROCESS"


def test_a_line_that_takes_for_ever_is_answered_with_an_error():
    slow = json.dumps({"id": "slow", "text": make_text(1, 9) * 6000}).encode()
    lines = [*to_lines(20), slow, *to_lines(20)]
    answers = answers_of(lines, [*PIPE, "--max-line", "100"], stall_seconds=1)
    assert [answer["id"] for answer in answers] == [*range(20), "slow", *range(20)]
    assert "said nothing for 1 seconds" in answers[20]["dehusk"]["error"]["message"]


def test_wrong_rules_fail_at_once_with_their_message(bad_rules):
    with pytest.raises(CommandError, match=r"bad\.json:1:\d+ E_RULE"):
        answers_of(to_lines(3), [*PIPE, "--rules", str(bad_rules)])


def test_a_missing_command_is_named():
    with pytest.raises(CommandError, match="no-such-node cannot be started"):
        answers_of(to_lines(3), ["no-such-node", "pipe"])


@pytest.mark.parametrize(
    "script",
    [
        "process.exit(0)",
        "process.exit(3)",
        "process.kill(process.pid, 'SIGKILL')",
        # Answers the probe, then leaves as if all were well.
        "process.stdin.once('data', () => { console.log('{\"dehusk\":{}}'); setTimeout(() => process.exit(0), 50) })",
        # Says more than it was asked.
        "process.stdin.once('data', () => console.log('{}\\n{}\\n{}')); setInterval(() => {}, 1000)",
    ],
)
def test_a_machine_on_which_no_process_lives_fails_the_session(script):
    with pytest.raises(ChildDied):
        answers_of(to_lines(400), [NODE[0], "-e", script], deaths=5)


def test_a_process_that_does_not_count_is_not_believed():
    script = (
        "require('readline').createInterface({ input: process.stdin })"
        ".on('line', (line) => console.log(line.includes('end') ? '{\"dehusk\":{\"end\":1}}' : '{\"dehusk\":{}}'))"
    )
    with pytest.raises(CommandError, match="counts other lines"):
        answers_of(to_lines(5), [NODE[0], "-e", script], deaths=2)


def test_an_error_upstream_ends_the_process():
    def failing():
        yield from to_lines(10)
        raise ValueError("the disk is gone")

    with pytest.raises(ValueError, match="the disk is gone"):
        answers_of(failing())
    assert find_child() is None


def test_a_reader_that_has_enough_ends_the_process():
    answers = answer_lines(iter(to_lines(1000)), PIPE)
    next(answers)
    answers.close()
    assert find_child() is None


def test_a_process_whose_client_is_killed_ends_by_itself():
    reader, writer = os.pipe()
    client = os.fork()
    if client == 0:
        answers = answer_lines(iter(to_lines(100_000)), PIPE)
        next(answers)
        os.write(writer, str(find_child()).encode())
        time.sleep(60)
        os._exit(0)
    child = int(os.read(reader, 20))
    os.kill(client, signal.SIGKILL)
    os.waitpid(client, 0)
    deadline = time.monotonic() + 10
    while os.path.exists(f"/proc/{child}") and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not os.path.exists(f"/proc/{child}")
