"""Words of English that say nothing about a subject, with those that stand in all news."""

STOP_WORDS = frozenset(
    """
    a about above across after afterwards again against ago all almost along already also although always am among
    an and another any anyone anything anyway are aren't around as at away back be became because become been before
    began behind being below between both but by came can can't cannot come could couldn't despite did didn't do does
    doesn't doing don't done down due during each either else enough even ever every everyone everything except far
    few first for former from further gave get gets getting give given go goes going gone got had hadn't half has
    hasn't have haven't having he he'd he's her here hers herself him himself his how however i i'd i'll i'm i've if
    in including indeed instead into is isn't it it's its itself just keep kept know known last later least left less
    let like likely made make makes making many may maybe me mean might more moreover most much must my myself near
    nearly neither never next no nobody none nor not nothing now of off often on once one only onto or other others
    our ours ourselves out over own part per perhaps put quite rather really said same saw say saying says see seem
    seemed seen several shall she she'd she's should shouldn't since so some someone something soon still such take
    taken tell than that that's the their them themselves then there therefore these they they'd they're they've
    thing things think this those though three through thus to today told tomorrow too took toward towards tuesday
    monday wednesday thursday friday saturday sunday two under until up upon us use used using very via want was
    wasn't way we we'd we're we've well went were weren't what whatever when where whether which while who whole whom
    whose why will with within without won't would wouldn't year years yes yesterday yet you you'd you're you've your
    yours yourself according added adding asked called news newspaper report reported reporter reporting reports
    spokesman spokesperson spokeswoman statement time times week weeks month months day days day's
    """.split()  # noqa: SIM905
)
