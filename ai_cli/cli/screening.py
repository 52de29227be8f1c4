"""Screens what the command eligibility was asked for: district files, or districts of the state's file."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ai_cli.cli.input_files import each_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ai_cli.cli.options import Shared
    from ai_cli.cli.status import Tally
    from ai_cli.facts.district_file import DistrictFile
    from ai_cli.facts.enrollment import Contact, DistrictEnrollment, StateEnrollment
    from ai_cli.findings import Finding, Place
    from ai_cli.results.screening import Screening, TransferScreening


class Wanted(NamedTuple):
    """What the user asks to be screened: district files, the state's file, a list of neighbors, one district."""

    files: tuple[str, ...]
    enrollment: str | None
    adjacency: str | None
    district: str | None
    readings: Mapping[str, str]
    shared: Shared

    @property
    def whole_state(self) -> bool:
        """Whether no single district is asked for."""
        return not self.files and self.district is None


class Screened(NamedTuple):
    """What was screened. ``state`` is the file of the state, ``contacts`` how many pairs of districts were read.

    ``whole_state`` is whether no single district was asked for.
    """

    results: tuple[Screening | TransferScreening, ...] = ()
    state: StateEnrollment | None = None
    contacts: int | None = None
    whole_state: bool = False


def screened_of(wanted: Wanted, tally: Tally) -> Screened:
    """Screen what was asked for; files that give nothing are noted in the tally."""
    if wanted.enrollment is not None:
        return _from_the_state(wanted, wanted.enrollment, tally)
    return Screened(tuple(_from_files(wanted, tally)))


def _from_files(wanted: Wanted, tally: Tally) -> Iterator[Screening | TransferScreening]:
    from ai_cli.eligibility import enrollment_of, rules_of, screen, screen_transfers
    from ai_cli.facts.minnesota import MinnesotaDistrict
    from ai_cli.facts.wisconsin import WisconsinDistrict

    def screened(name: str) -> Iterator[Screening | TransferScreening]:
        for file in _read(name, tally):
            facts = file.facts
            if isinstance(facts, MinnesotaDistrict):
                yield screen(enrollment_of(file, facts), rules_of(facts.fiscal_year, wanted.readings))
            elif isinstance(facts, WisconsinDistrict):
                yield screen_transfers(file, facts, wanted.readings)
            else:
                tally.add_not_read([_not_screened(file)])

    return each_file(wanted.files, screened, wanted.shared, tally)


def _not_screened(file: DistrictFile) -> Finding:
    """Return I102 for a district of a state for which there is no test of eligibility."""
    from ai_cli.findings import finding

    found, fix = f"{file.facts.state}, of which nothing is screened", "leave the file out of the screening"
    place = file.place(("state",))
    return finding("I102", place, key="state", found=found, allowed="MN, WI", fix=fix)


def _read(name: str, tally: Tally) -> Iterator[DistrictFile]:
    """Read a district file; one that gives no district is noted in the tally."""
    from ai_cli.inputs.district import read_district

    loaded = read_district(name)
    if loaded.district is None:
        tally.add_not_read(loaded.findings)
    else:
        yield loaded.district


def _from_the_state(wanted: Wanted, enrollment: str, tally: Tally) -> Screened:
    from ai_cli.cli.progress import with_progress
    from ai_cli.eligibility import rules_of, screen_state
    from ai_cli.inputs.state_enrollment import read_state_enrollment, unwatched

    contacts = _contacts(wanted, tally)
    progress = unwatched if wanted.shared.quiet else with_progress
    state, problems = read_state_enrollment(enrollment, progress, both_sheets=not wanted.whole_state)
    if state is None:
        tally.add_not_read(problems)
        return Screened()
    tally.add_findings(problems)
    chosen = None if wanted.whole_state else _chosen(wanted, state, tally)
    if wanted.adjacency is not None and contacts is None:
        state = state._replace(districts=_without_neighbours(state.districts))
        chosen = None if chosen is None else _without_neighbours(chosen)
    _check_contacts(wanted, state, contacts, tally)
    results = tuple(screen_state(state, contacts, rules_of(state.fiscal_year, wanted.readings), chosen))
    return Screened(results, state, None if contacts is None else len(contacts), wanted.whole_state)


def _contacts(wanted: Wanted, tally: Tally) -> tuple[Contact, ...] | None:
    """Return the pairs of districts that touch, None where no list of them is given or it cannot be read."""
    if wanted.adjacency is None:
        return None
    from ai_cli.inputs.adjacency import read_adjacency

    contacts, problems = read_adjacency(wanted.adjacency)
    tally.add_findings(problems)
    return contacts or None


def _without_neighbours(districts: Mapping[str, DistrictEnrollment]) -> dict[str, DistrictEnrollment]:
    """Return districts that say why they have no neighbors: the list of them could not be read."""
    why = "the adjacency file could not be read"
    return {key: one._replace(neighbours=None, no_neighbours=why) for key, one in districts.items()}


def _check_contacts(
    wanted: Wanted, state: StateEnrollment, contacts: tuple[Contact, ...] | None, tally: Tally
) -> None:
    """Note where nothing can be screened: no schools and no pairs, or pairs of other districts only; I101."""
    from ai_cli.findings import Place, finding

    file = wanted.adjacency or state.file
    if contacts is not None and not any({one.a, one.b} & set(state.districts) for one in contacts):
        what = "no pair of the adjacency file names a district of the enrollment file"
        allowed, fix = "pairs of the same districts", "check the ids and the year of both files"
    elif (
        wanted.adjacency is None
        and not wanted.files
        and not any(one.schools for one in state.districts.values())
    ):
        what = "nothing can be screened: the file has no counts by school, and no adjacency is given"
        allowed = "schools or --adjacency"
        fix = "give --adjacency with the districts that touch, or name the file with the schools"
    else:
        return
    tally.add_findings([finding("I101", Place(file), what=what, allowed=allowed, fix=fix)])


def _chosen(wanted: Wanted, state: StateEnrollment, tally: Tally) -> dict[str, DistrictEnrollment]:
    """Return the districts asked for, with what a district file says of them beside its counts."""
    from ai_cli.eligibility import with_official_status
    from ai_cli.facts.minnesota import MinnesotaDistrict
    from ai_cli.findings import Place, finding

    chosen: dict[str, DistrictEnrollment] = {}
    if wanted.district is not None:
        district = state.districts.get(wanted.district)
        if district is None:
            tally.add_findings([_not_there(wanted.district, Place(state.file), state)])
        else:
            chosen[wanted.district] = district
    for file in each_file(wanted.files, lambda name: _read(name, tally), wanted.shared, tally):
        facts, place = file.facts, file.place(("district", "id"))
        if not isinstance(facts, MinnesotaDistrict):
            found, fix = (
                f"{facts.state}, while the counts are Minnesota's",
                "screen the file without --enrollment",
            )
            place = file.place(("state",))
            tally.add_findings([finding("I102", place, key="state", found=found, allowed="MN", fix=fix)])
        elif facts.district.id in chosen:
            first = "in another file"
            tally.add_findings(
                [finding("I104", place, key="district.id", found=facts.district.id, first=first)]
            )
        elif facts.district.id not in state.districts:
            tally.add_findings([_not_there(facts.district.id, place, state)])
        else:
            district = state.districts[facts.district.id]
            chosen[facts.district.id] = with_official_status(district, file, facts)
    return chosen


def _not_there(district_id: str, place: Place, state: StateEnrollment) -> Finding:
    from ai_cli.facts.names import nearest
    from ai_cli.findings import finding

    fix = f"{nearest(district_id, state.districts)}; an id is number and type, such as 0742-01"
    found, allowed = f"{district_id}, which {state.file} does not have", "a district of the enrollment file"
    return finding("I102", place, key="district", found=found, allowed=allowed, fix=fix)
