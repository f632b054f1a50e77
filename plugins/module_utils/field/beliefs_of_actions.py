# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What we believe a device does and prints when it executes a command."""

from __future__ import annotations

from .belief import Belief

OF_ACTIONS: tuple[Belief, ...] = (
    Belief(
        id="trust-prints-nothing",
        text="An accepted license smart trust idtoken prints nothing, or a text that is no known refusal.",
        evidence="guessed",
        where=("operations/trust.py", "_act"),
        if_wrong=(
            "A harmless text is kept, and the trust code decides; an unknown refusal is a timeout that quotes it."
        ),
    ),
    Belief(
        id="trust-failure-counted",
        text="A refused token raises the Fail counter of Trust Establishment and leaves its reason there.",
        evidence="guessed",
        where=("state/server_failures.py", "failure_of"),
        if_wrong="A refused token is a timeout instead of trust_failed with the reason of the server.",
    ),
    Belief(
        id="sync-prints-nothing",
        text="An accepted license smart sync prints nothing, or a text that is no known refusal.",
        evidence="guessed",
        where=("operations/sync.py", "_act"),
        if_wrong="As for trust: the dates in the status decide.",
    ),
    Belief(
        id="sync-moves-dates",
        text="An ACK changes the date Last ACK received, even if it answers a report of the same day.",
        evidence="derived from captures",
        where=("operations/sync.py", "_EFFECT"),
        if_wrong="slp_sync waits for a change that does not come, and ends in a timeout.",
    ),
    Belief(
        id="slac-request-prints-nothing",
        text="An accepted request for a SLAC prints nothing, or a text that is no known refusal.",
        evidence="guessed",
        where=("operations/slac.py", "_request"),
        if_wrong="A harmless text is kept, and show license authorization decides.",
    ),
    Belief(
        id="slac-unknown-feature",
        text="For a feature that needs no SLAC, the device prints The requested item was not found.",
        evidence="derived from captures",
        where=("plans/slac.py", "_NOT_FOUND"),
        if_wrong="The wait for the SLAC ends in a timeout instead of invalid_value.",
    ),
    Belief(
        id="slac-request-save",
        text="From 17.7.1 on, one of the two forms of license smart authorization request save is known.",
        evidence="recalled",
        where=("plans/slac.py", "save_requests"),
        if_wrong="A request cannot be saved to a file: the step fails with the device's response to both forms.",
    ),
    Belief(
        id="return-code-form",
        text="Returning a SLAC prints the code after Return code, or alone after the sentence that announces it.",
        evidence="recalled",
        where=("plans/slac.py", "return_codes"),
        if_wrong="The SLAC is gone, and the code is only in the text that the result quotes.",
    ),
    Belief(
        id="return-last-code-kept",
        text="show license authorization still shows the code of the last return.",
        evidence="recalled",
        where=("plans/slac.py", "last_return_codes"),
        if_wrong="A code that a killed run lost cannot be found again.",
    ),
    Belief(
        id="return-not-in-use",
        text="A SLAC in use cannot be returned; show license summary shows IN USE while it is.",
        evidence="recalled",
        where=("plans/slac.py", "require_not_in_use"),
        if_wrong="The device refuses the return, and the step fails with its text.",
    ),
    Belief(
        id="import-words",
        text="A successful import prints Import Data Successful or Import Data Completed.",
        evidence="recalled",
        where=("operations/import_file.py", "_import"),
        if_wrong="The state decides if the content is known; by path, unknown words are a failure.",
    ),
    Belief(
        id="import-again",
        text="Importing the same file again does no harm.",
        evidence="guessed",
        where=("plans/import_file.py", "not_imported"),
        if_wrong="A second run after a lost response fails with import_rejected although the import worked.",
    ),
    Belief(
        id="import-of-stranger",
        text="The device, too, rejects a file for another UDI.",
        evidence="guessed",
        where=("files/envelope.py", "refuse_strangers"),
        if_wrong="No effect: the collection rejects such a file before it sends it.",
    ),
    Belief(
        id="save-prints-nothing",
        text="license smart save usage prints nothing when it writes the file.",
        evidence="derived from captures",
        where=("operations/usage_save.py", "_save"),
        if_wrong="The file in the directory decides, or the step fails with the text.",
    ),
    Belief(
        id="save-nothing",
        text="With nothing to report, license smart save usage prints The requested item was not found.",
        evidence="derived from captures",
        where=("operations/usage_save.py", "_NOTHING_TO_REPORT"),
        if_wrong="The step fails with the device's message, and no report is lost.",
    ),
    Belief(
        id="save-all-has-all",
        text="save usage all contains every report without ACK, including those saved before.",
        evidence="guessed",
        where=("operations/usage_save.py", "_Flash"),
        if_wrong="Reports whose file was lost would not be in the next file; the ledger names them as unsaved.",
    ),
    Belief(
        id="rum-gone-is-acknowledged",
        text="A report that the device no longer lists was acknowledged and purged.",
        evidence="guessed",
        where=("plans/import_file.py", "_ack_is_missing"),
        if_wrong="An ACK would count as imported for a report that was lost on the device.",
    ),
    Belief(
        id="write-memory-ok",
        text="write memory prints [OK], or the startup configuration shows the lines afterwards.",
        evidence="recalled",
        where=("device/device.py", "save"),
        if_wrong="The step fails although the configuration was saved; the next run finds it saved.",
    ),
    Belief(
        id="configure-prompt",
        text="In configuration mode the prompt contains (config.",
        evidence="recalled",
        where=("device/conversation.py", "configure"),
        if_wrong="No line is sent, and the step fails before its first line.",
    ),
    Belief(
        id="commit-words",
        text="In controller mode a successful commit prints Commit complete.",
        evidence="recalled",
        where=("device/conversation.py", "_COMMITTED"),
        if_wrong="The transaction is aborted and reported as not committed; check the running configuration.",
    ),
    Belief(
        id="controller-save",
        text="In controller mode the device may refuse write memory; a commit is persistent either way.",
        evidence="guessed",
        where=("device/controller_mode.py", "save"),
        if_wrong="A reload could lose the setting; the next run configures it again.",
    ),
    Belief(
        id="delete-prints-nothing",
        text="delete /force prints nothing when it deletes.",
        evidence="recalled",
        where=("device/flash.py", "delete"),
        if_wrong="The step fails after its work is done; nothing is lost.",
    ),
    Belief(
        id="more-shows-all",
        text="more shows a file of a few MB unchanged, and verify /md5 its hash.",
        evidence="recalled",
        where=("device/flash.py", "_spellings"),
        if_wrong="The copy fails verification; use SCP instead.",
    ),
)
