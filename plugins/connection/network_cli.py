# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A drop-in replacement for ansible.netcommon.network_cli that starts no new Python and reads IOS exactly."""

from __future__ import annotations

DOCUMENTATION = r"""
name: network_cli
author: netops.smart_licensing contributors (@netops)
short_description: Run commands on Cisco IOS XE devices over one SSH session per host and play
description:
  - Takes the same variables as P(ansible.netcommon.network_cli#connection), and every module of C(cisco.ios) runs
    over it.
  - The session process is forked from the worker. It logs in once, serves all tasks of the play, and ends with the
    play, on C(meta=reset_connection), or after O(persistent_connect_timeout) idle seconds. It leaves no process, no
    socket file and no open line on the device.
  - The prompt is the last line before the device falls silent after login. The plugin sends nothing to learn it, so it
    does not answer a question at this point unless O(terminal_initial_prompt) matches it; the question ends the login,
    and the error quotes it.
  - The prompt is then matched exactly at the start of a line, so a response that contains text such as C(<none>) is
    never cut. A response of more than 32 MB ends the session.
  - The reader waits on the socket, so O(persistent_buffer_read_timeout) has no effect.
  - An error is what IOS prints as one before or instead of output. O(terminal_stderr_re) adds patterns.
  - O(single_user_mode) has no effect, nothing is cached.
  - Files go over a login of their own, one for each transfer, so that a transfer that fails leaves the session alone.
    One that stands still for four times O(persistent_command_timeout) is ended; a file to the device has a second more
    for each 10,000 bytes.
version_added: 0.1.0
requirements:
  - ansible-pylibssh
extends_documentation_fragment:
  - netops.smart_licensing.network_cli
  - ansible.netcommon.connection_persistent
"""

import logging
import os
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from ansible import constants as C
from ansible.errors import AnsibleConnectionFailure, AnsibleError
from ansible.module_utils.common.text.converters import to_bytes, to_text
from ansible.module_utils.connection import Connection as RpcClient
from ansible.module_utils.connection import ConnectionError as RpcError
from ansible.utils.display import Display
from ansible.utils.path import unfrackpath
from ansible_collections.ansible.netcommon.plugins.connection.libssh import HAS_PYLIBSSH, SSH_CONNECTION_CACHE
from ansible_collections.ansible.netcommon.plugins.connection.network_cli import Connection as StockConnection

from ansible_collections.netops.smart_licensing.plugins.module_utils.device.dialects import lost_its_mode
from ansible_collections.netops.smart_licensing.plugins.module_utils.device.ios_error import ios_error, known_refusal
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.session import process as session_process
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.session.bounded_copy import CopyFailed, copy_within
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.session.control_directory import (
    NotOurs,
    claim,
    socket_path,
)
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.session.exact_reader import Exchange
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.session.file_login import login_for_files
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.session.login_advice import Way, explained, refusal
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.session.login_reader import Login
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.session.playbook_end import (
    Watch,
    end_worker_with_playbook,
)
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.session.questions import (
    Question,
    as_list,
    questions_of,
)
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.session.shell import Shell, sockets
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.session.terminal_text import without_syslog

display = Display()

SSH_ARGUMENTS = ("ssh_common_args", "ssh_extra_args", "ssh_args")
# Two hosts with the same values in these are one device.
WAY_TO_DEVICE = ("host", "port", "remote_user", "proxy_command", *SSH_ARGUMENTS)
# After a login (connect timeout) the terminal is set up: enable, its password, privilege, length, width.
LOGIN_COMMANDS = 5
# A copy may stand still as long as so many commands may take. How far one to a device is, nobody sees: it has a second
# more for so many bytes.
COPY_COMMANDS = 4
SLOWEST_LINE = 10_000
# The output of these is, or contains, what the logging process wrote.
_LOG_COMMAND = re.compile(r"\s*sh\w*\s+(?:log|tech)", re.IGNORECASE)


class _MessageQueue:
    """Takes the place of the queue to Ansible's display, which belongs to the worker, in the session process."""

    def __init__(self, queue_message: Callable[[str, str], None]) -> None:
        self._queue_message = queue_message

    def send_display(self, method: str, *args: Any, **kwargs: Any) -> None:
        level = "log" if kwargs.get("log_only") else method
        self._queue_message(level, to_text(args[0] if args else kwargs.get("msg", "")))

    def send_prompt(self, **kwargs: Any) -> None:
        raise AnsibleConnectionFailure("the session process cannot prompt the operator")


class Connection(StockConnection):  # type: ignore[misc]
    """In a worker: finds or starts the session process. In the session process: the session itself."""

    transport = "netops.smart_licensing.network_cli"
    # Core starts its own process, a new Python, for connections that ask for persistence.
    force_persistence = False
    _socket_path: str | None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._device: Shell | None = None
        self._watch: Watch | None = None
        self._sockets_before: frozenset[int] = frozenset()
        self._task_options: dict[str, Any] | None = None
        if self._ansible_playbook_pid:
            end_worker_with_playbook()

    # What a worker uses.

    @property
    def socket_path(self) -> str | None:
        """The socket of this host's session; the session is started if there is none.

        :raises AnsibleConnectionFailure: the login failed.
        """
        path = self._socket_path
        if not self._connected and (path is None or not os.path.exists(path)):
            self._socket_path = path = self._path()
            self._show(self._start_or_join(path))
        return path

    def reset(self) -> None:
        """End the session: our own in the session process, that of our host everywhere else."""
        if self._connected:
            self.close()
            return
        path = self._path()
        if os.path.exists(path):
            try:
                RpcClient(path).reset()
            except RpcError as error:
                self._show([("vvvv", f"the session had already ended: {error}")])

    def close(self) -> None:
        """End of a task in a worker, end of the session in the session process."""
        if not self._connected and self._socket_path and self.get_option("persistent_log_messages"):
            try:
                self._show(RpcClient(self._socket_path).pop_messages())
            except RpcError as error:
                self._show([("vvvv", f"the session has ended: {error}")])
        super().close()

    @property
    def ssh_type(self) -> str:
        """Always libssh."""
        if not HAS_PYLIBSSH or self.get_option("ssh_type") == "paramiko":
            raise AnsibleConnectionFailure(
                "invalid_value: this connection uses libssh. Install the Python package ansible-pylibssh, and leave"
                " ansible_network_cli_ssh_type at its default."
            )
        return "libssh"

    def _update_connection_state(self) -> None:
        """Core looks for a socket of its own process here; there is none."""

    def _path(self) -> str:
        options = self.get_options()
        try:
            return socket_path(
                unfrackpath(C.PERSISTENT_CONTROL_PATH_DIR),
                *(options.get(name) for name in WAY_TO_DEVICE),
                self._playbook(),
            )
        except NotOurs as error:
            raise AnsibleConnectionFailure(str(error)) from None

    def _playbook(self) -> int:
        """The pid of ansible-playbook: Ansible gives it to connections in workers, not to those it makes in itself."""
        return int(self._ansible_playbook_pid or os.getpid())

    def _start_or_join(self, path: str) -> list[tuple[str, str]]:
        limit = self.get_option("persistent_connect_timeout") + LOGIN_COMMANDS * self.get_option(
            "persistent_command_timeout"
        )
        failure = ""
        # A session may end after it was found and before it is used: then start a new one, once.
        for _attempt in range(2):
            listener = claim(path)
            try:
                if listener:
                    return session_process.start(listener, path, self._playbook(), self, limit)
                messages: list[tuple[str, str]] = RpcClient(path).set_options_for_task(
                    self.get_options(), self.become is not None, self._enable_password(), self._task_uuid
                )
                return messages
            except session_process.StartFailed as error:
                failure = str(error)
                break
            except RpcError as error:
                failure = str(error)
                if hasattr(error, "code"):
                    break
        # With the cause, core would repeat it behind the advice.
        raise AnsibleConnectionFailure(self.explained(failure)) from None

    def explained(self, failure: str) -> str:
        """Return why the login failed, its reason first, and what to do next."""
        host, port, user, key = map(self.get_option, ("host", "port", "remote_user", "private_key_file"))
        return explained(failure, Way(host, port or 22, user, key))

    def _enable_password(self) -> str | None:
        # The play context holds a template, or a vault, as written in the inventory.
        password = self.become.get_option("become_pass") if self.become else None
        return None if password is None else str(password)

    def _show(self, messages: Iterable[tuple[str, str]]) -> None:
        for level, text in messages:
            if level == "log":
                display.display(text, log_only=True)
            elif re.fullmatch(r"debug|v+", level):
                getattr(display, level)(text, host=self._play_context.remote_addr)
            else:
                getattr(display, level, display.vvvv)(text)

    def transport_test(self, connect_timeout: float) -> None:
        """Log in and out again in this process, for wait_for_connection."""
        # Closing drops the SSH connection object together with its options.
        options = self.get_options()
        try:
            super().transport_test(connect_timeout)
        finally:
            self.close()
            self.set_options(direct=options)

    # What the session process uses.

    def log_in(self, watch: Watch) -> None:
        """Log in, raise the privilege if become is set, prepare the terminal."""
        self._watch = watch
        display.set_queue(_MessageQueue(self.queue_message))
        self._connect()

    def is_over(self) -> bool:
        return not self._connected or self._device is None or self._device.lost

    def wire(self) -> int | None:
        return self._device.wire if self._device else None

    def look(self) -> None:
        if self._device:
            self._device.look()

    def idle_limit(self) -> float:
        return float(self.get_option("persistent_connect_timeout"))

    def set_options_for_task(
        self, options: dict[str, Any], become: bool, become_pass: str | None, task_uuid: str
    ) -> list[tuple[str, str]]:
        """A worker joins the session for one task: take over its options and privilege, leave configuration mode.

        The name begins as it does because core then keeps the arguments, among them passwords, out of error texts.
        """
        if options != self._task_options:
            self.set_options(direct=options)
            self._task_options = options
        self._play_context.become_pass = become_pass
        if become and not self._play_context.become:
            self._on_become(become_pass=become_pass)
        elif self._play_context.become and not become:
            self._terminal.on_unbecome()
        self._play_context.become = become
        self.cliconf.reset_history()
        self.cliconf.disable_response_logging()
        self.set_check_prompt(task_uuid)
        self.update_cli_prompt_context()
        messages: list[tuple[str, str]] = self.pop_messages()
        return messages

    def get_prompt(self) -> bytes:
        """The prompt that ended the last exchange."""
        return self._device.prompt if self._device else b""

    def send(
        self,
        command: bytes,
        prompt: bytes | Sequence[bytes] | None = None,
        answer: bytes | Sequence[bytes] | None = None,
        newline: bool = True,
        sendonly: bool = False,
        prompt_retry_check: bool = False,
        check_all: bool = False,
        strip_prompt: bool = True,
        timeout: float | None = None,
    ) -> str | None:
        """Run one command as stock network_cli does, for cliconf and terminal plugins.

        :param timeout: seconds for this command, instead of O(persistent_command_timeout).
        :raises AnsibleConnectionFailure: the response is an error; the text is the command and the response.
        """
        command = to_bytes(command)
        questions = questions_of(prompt, answer, newline)
        if check_all and len(questions) != len(as_list(answer)):
            raise AnsibleConnectionFailure("check_all needs as many answers as prompts")
        self._log_messages(f"command: {command!r}")
        if sendonly:
            self._shell_of_device().send(command + b"\r")
            return None
        exchange = self._run(
            command, questions, timeout, repr(to_text(command)), check_all=check_all, retry_check=prompt_retry_check
        )
        response = exchange.output.strip()
        self._log_messages(f"response: {response!r}")
        if exchange.wrong_answer and prompt_retry_check:
            raise AnsibleConnectionFailure(f"the answer to {exchange.wrong_answer.pattern.pattern!r} is not valid")
        refused_by_user = any(re_.search(to_bytes(response)) for re_ in self._patterns("terminal_stderr_re"))
        if exchange.error or refused_by_user:
            raise AnsibleConnectionFailure(f"{to_text(command)}\n{exchange.output}")
        return response if strip_prompt else f"{response}\n{to_text(exchange.prompt)}"

    def converse(self, steps: Sequence[Mapping[str, Any]]) -> list[dict[str, str | None]]:
        """Run commands in one exchange with the session process.

        :param steps: each `{"command": str}` with, as needed, `prompt` and `answer` (a pattern and its answer, or
            lists of both, asked in this order), `timeout` (seconds), `secret` (neither the command nor the answers
            may be shown), `on_error`: `go_on` does not stop at an error of this step, `shows`: false for a
            configuration line or an action, where only what is known to be a refusal is an error, `stays` and
            `enters`: see Step; a line that loses its mode is the last one that is sent.
        :returns: for each step that was run, `{"output", "error", "prompt"}`; `error` is the line by which the
            device refused it. Messages of the logging process are taken out of the output of a command that shows.
        :raises Exception: with a text that begins with `connection_lost:`, `output_too_long:` or `timeout:`; the
            last command may have been carried out.
        """
        results: list[dict[str, str | None]] = []
        for step in steps:
            command = str(step["command"])
            secret = bool(step.get("secret"))
            name = "a command that is secret" if secret else repr(command)
            if not secret:
                self._log_messages(f"command: {command!r}")
            questions = questions_of(step.get("prompt"), step.get("answer"), newline=True)
            exchange = self._run(
                to_bytes(command), questions, step.get("timeout"), name, check_all=True, retry_check=secret
            )
            if step.get("shows", True):
                output = exchange.output if _LOG_COMMAND.match(command) else without_syslog(exchange.output)
                error = exchange.error or ios_error(output)
            else:
                output = exchange.output
                error = known_refusal(output)
            if exchange.wrong_answer:
                error = error or "the answer to the device's question is not valid"
            if secret:
                output = _masked(output, [command, *map(str, as_list(step.get("answer")))])
            else:
                self._log_messages(f"response: {output!r}")
            results.append({"output": output, "error": error, "prompt": to_text(exchange.prompt)})
            if error and step.get("on_error") != "go_on":
                break
            if lost_its_mode(step, results[-1]["prompt"] or "", (results[-2]["prompt"] or "") if results[1:] else ""):
                break
        return results

    def copy_file(
        self, source: str | None = None, destination: str | None = None, proto: str = "scp", timeout: float = 30
    ) -> None:
        """Copy a file to the device, for net_put.

        :param proto: `scp` or `sftp`.
        :param timeout: has no effect; stock does not use it with libssh either.
        :raises AnsibleConnectionFailure: it failed, or was slower than the slowest of lines.
        """
        more = _size(source) // SLOWEST_LINE
        self._copy(lambda files: files.put_file(source, destination, proto=proto), more, lambda: 0)

    def get_file(
        self, source: str | None = None, destination: str | None = None, proto: str = "scp", timeout: float = 30
    ) -> None:
        """Fetch a file from the device, for net_get; parameters as for `copy_file`."""
        self._copy(lambda files: files.fetch_file(source, destination, proto=proto), 0, lambda: _size(destination))

    def _copy(self, copy: Callable[[Any], object], seconds: float, arrived: Callable[[], int]) -> None:
        """Copy over a login of its own. `seconds`: what it may take beyond the time in which nothing comes."""

        def run() -> None:
            with login_for_files(self.ssh_type_conn, self._play_context) as files:
                copy(files)

        limit = COPY_COMMANDS * self.get_option("persistent_command_timeout") + seconds
        try:
            copy_within(run, limit, arrived, self._watch)
        except CopyFailed as error:
            raise AnsibleConnectionFailure(str(error)) from None

    def receive(
        self,
        command: bytes | None = None,
        prompts: Any = None,
        answer: Any = None,
        newline: bool = True,
        prompt_retry_check: bool = False,
        check_all: bool = False,
        strip_prompt: bool = True,
    ) -> None:
        """The shell has just opened: learn its prompt. Stock reads every response here, ours is read by exchanges."""
        if not display.verbosity:
            # libssh logs every packet to Python, hundreds per session, and no handler uses them.
            self.ssh_type_conn.ssh.set_log_level(logging.WARNING)
        new_sockets = sockets() - self._sockets_before
        self._device = Shell(
            self._ssh_shell,
            next(iter(new_sockets)) if len(new_sockets) == 1 else None,
            self._watch.check if self._watch else _no_guard,
            self._watch.descriptor if self._watch else None,
        )
        login = Login(questions_of(prompts, answer, newline), all_questions=check_all)
        self._device.log_in(login, self.get_option("persistent_command_timeout"))

    def _connect(self) -> Connection:
        options = self.get_options()
        refused = refusal(options.get(name) for name in SSH_ARGUMENTS)
        if refused:
            raise AnsibleConnectionFailure(refused)
        self._play_context.become = self.become is not None
        self._play_context.become_pass = self._enable_password()
        # There is no prompt for an unknown host key: with this option libssh's plugin refuses it.
        self.ssh_type_conn.set_option("use_persistent_connections", True)
        self._sockets_before = sockets()
        # The plugin would add a key that has changed as readily as an unknown one: add only what is unknown.
        add_unknown = self.ssh_type_conn.get_option("host_key_auto_add")
        self.ssh_type_conn.set_option("host_key_auto_add", False)
        try:
            super()._connect()
        except AnsibleError as error:
            if not add_unknown or "Host is unknown" not in str(error):
                raise
            self.ssh_type_conn.set_option("host_key_auto_add", True)
            super()._connect()
        # The plugin would lend this login to its other connections in this process.
        SSH_CONNECTION_CACHE.clear()
        return self

    def _shell_of_device(self) -> Shell:
        if self._device is None:
            self._connect()
        if self._device is None:
            raise AnsibleConnectionFailure("connection_lost: there is no session")
        return self._device

    def _run(
        self,
        command: bytes,
        questions: Sequence[Question],
        timeout: float | None,
        name: str,
        *,
        check_all: bool,
        retry_check: bool,
    ) -> Exchange:
        shell = self._shell_of_device()
        if shell.host is None:
            raise AnsibleConnectionFailure("connection_lost: the prompt of the device is not known")
        exchange = Exchange(
            command,
            shell.host,
            questions,
            all_questions=check_all,
            asked_again_is_wrong=retry_check,
            more_prompts=self._patterns("terminal_stdout_re"),
        )
        limit = self.get_option("persistent_command_timeout") if timeout is None else timeout
        shell.run(command, exchange, float(limit), name)
        return exchange

    def _patterns(self, option: str) -> Sequence[re.Pattern[bytes]]:
        """The patterns of the user only: those of the terminal plugin are what this connection replaces."""
        patterns: Sequence[re.Pattern[bytes]] = self._get_terminal_std_re(option) if self.get_option(option) else ()
        return patterns


def _no_guard() -> None:
    """A session that no playbook waits for (wait_for_connection) needs no guard."""


def _masked(text: str, secrets: Iterable[str]) -> str:
    for secret in sorted(filter(None, secrets), key=len, reverse=True):
        text = text.replace(secret, "********")
    return text


def _size(path: str | None) -> int:
    try:
        return os.stat(path or "").st_size
    except OSError:
        return 0
