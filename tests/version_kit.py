"""Made-up articles in several versions, follow-ups of them, and look-alikes that tell of something else."""

LEAD = "A passenger ferry ran aground off the island of Sorrel early on Tuesday with 212 people aboard, injuring 14."
BODY = (
    "The Northern Star was on its way from Haldane to Port Evering when it struck a reef in thick fog, the coastguard "
    "said. All passengers were taken off by lifeboats and fishing vessels within three hours.\n"
    "“We heard a long scraping noise and then everything stopped,” said Dana Whitlow, 34, who was travelling with her "
    "two children. Six of the injured were taken to hospital in Haldane, none with wounds that threaten their lives.\n"
    "The owner, Evering Lines, said the ship had passed its last inspection in March and that the captain, Piet "
    "Marsden, had sailed the route for 19 years. Salvage crews will try to float it at high water on Wednesday.\n"
    "Environmental officers found no sign of leaking fuel by the evening. The ferry carries some 40 tonnes of diesel."
)
FERRY = f"{LEAD} {BODY}"
BRIEF = "A magnitude 5.8 earthquake shook the coast near Tamarin on Monday, killing at least 14 people, officials said."

# What the same desk, or another one, sends out some hours later: title and text of before, title and text of now.
VERSIONS = {
    "marked, a figure": ("Ferry runs aground off Sorrel", FERRY, "CORRECTED: Ferry runs aground off Sorrel",
        FERRY.replace("212", "221").replace("injuring 14", "injuring 11")),
    "marked, many words and figures": ("Ferry runs aground off Sorrel", FERRY,
        "CORRECTED-UPDATE 1-Ferry runs aground off Sorrel",
        FERRY.replace("212", "221").replace("14", "11").replace("34", "43").replace("two", "three").replace("March",
        "May").replace("19", "9").replace("40 tonnes", "14 tonnes").replace("Six", "Four").replace("reef", "sandbank")
        .replace("Tuesday", "Monday")),
    "another headline and lead": ("Ferry runs aground off Sorrel", FERRY, "Fourteen hurt as ship hits reef in fog",
        f"Fourteen people were hurt when a ship with more than two hundred on board hit rocks near Sorrel. {BODY}"),
    "a spelling": ("Ferry runs aground off Sorrel", FERRY, "Ferry runs aground (corrects spelling in para 3)",
        f"(Corrects spelling of name in paragraph 3)\n{FERRY.replace('Whitlow', 'Witlow')}"),
    "longer": ("UPDATE 1-Ferry runs aground off Sorrel", FERRY, "UPDATE 2-Ferry aground off Sorrel, 17 hurt",
        FERRY.replace("injuring 14", "injuring 17") + "\nThe minister of transport, Oda Lindqvist, ordered an inquiry "
        "and said the reef had been marked on every chart since 1961. A union of seafarers said crews on the route had "
        "complained of tiredness. Two other ferries will take over the crossings from Thursday, the owner said, and "
        "tickets for the coming days can be given back at any harbour."),
    "shorter": ("Ferry runs aground off Sorrel", FERRY, "Ferry aground off Sorrel", FERRY[: len(FERRY) // 2]),
    "a brief, marked": ("Quake kills 14 near Tamarin", BRIEF, "CORRECTION: Quake kills 17 near Tamarin",
        BRIEF.replace("14", "17").replace("5.8", "6.1")),
    "a brief, one figure": ("Quake kills 14 near Tamarin", BRIEF, "Quake kills 17 near Tamarin",
        BRIEF.replace("14", "17")),
    "another desk's cuts and words": ("Ferry runs aground off Sorrel", FERRY, "Ferry grounds off Sorrel",
        FERRY.replace("early on", "on").replace("with 212 people aboard, ", "with 212 on board, ").replace(
        "in thick fog, the coastguard said", "in dense fog, according to the coastguard").replace("travelling",
        "traveling").replace("Environmental officers", "Officials").replace("within three hours", "in 3 hours")),
}  # fmt: skip

QUAKE = (
    "A magnitude {size} earthquake struck {far} kilometres {side} of {town} in {land} on {day}, the Geological Survey "
    "said. The quake hit at a depth of {deep} km at {hour} local time. There were no immediate reports of damage or "
    "casualties. People ran out of their houses and spent hours in the open for fear of aftershocks, residents told "
    "local television. Earthquakes are frequent in the region, which lies where two plates of the earth's crust meet."
)
COURT = (
    "A judge sent {name} of {town} to prison for {years} years on {day} after a jury found {him} guilty of {crime}. "
    "Prosecutors said the defendant had shown no remorse. The defence said it would appeal against the verdict. The "
    "trial lasted {weeks} weeks and heard {heard} witnesses. “Justice has been done today,” said the prosecutor, {law}."
)
MARKET = (
    "Oil prices {went} on {day} as traders weighed {why}. Brent crude futures {went} {cents} cents to ${price} "
    "a barrel by 0930 GMT. U.S. crude stood at ${us}. Analysts said demand in China and the next meeting of OPEC "
    "would decide where prices go from here. Investors also await data on U.S. stockpiles later in the week."
)
# Articles that share most of their phrases, and are two.
LOOKALIKES = {
    "two earthquakes": (
        "Quake hits Iran",
        QUAKE.format(size=5.4, far=23, side="north", town="Kerman", land="Iran", day="Monday", deep=10, hour="0412"),
        "Quake hits Chile",
        QUAKE.format(size=6.1, far=70, side="west", town="Iquique", land="Chile", day="Friday", deep=35, hour="1850"),
    ),
    "an aftershock two days later": (
        "Quake hits Iran",
        QUAKE.format(size=5.4, far=23, side="north", town="Kerman", land="Iran", day="Monday", deep=10, hour="0412"),
        "Another quake hits Iran",
        QUAKE.format(size=4.7, far=31, side="south", town="Kerman", land="Iran", day="Wednesday", deep=14, hour="2307"),
    ),
    "two court cases": (
        "Man jailed for fraud",
        COURT.format(
            name="Peter Lorne", town="Leeds", years=12, day="Monday", him="him", crime="fraud", weeks=6, heard=31,
            law="Ann Rusk",
        ),
        "Woman jailed for arson",
        COURT.format(
            name="Mary Holt", town="Cardiff", years=4, day="Thursday", him="her", crime="arson", weeks=2, heard=12,
            law="Ivor Pryce",
        ),
    ),
    "two days of a market": (
        "Oil rises on supply fears",
        MARKET.format(went="rose", day="Monday", why="a fire in Libya", cents=42, price="61.20", us="55.81"),
        "Oil falls as output grows",
        MARKET.format(went="fell", day="Tuesday", why="output in Iraq", cents=87, price="60.33", us="54.10"),
    ),
    "a follow-up that repeats the background": (
        "Ferry runs aground off Sorrel",
        FERRY,
        "Ferry floated after night's work",
        "Salvage crews floated the stranded ferry Northern Star on Wednesday and towed it to the yard at Haldane, "
        "where divers found a gash of nine metres in its hull. Repairs will take two months, said Jost Ekeby, who led "
        "the work with four tugs and a crane barge. The harbour was closed to other ships until noon, and "
        "holidaymakers lined the quay. Evering Lines said it would charter a ship from Norway to serve them over "
        "the summer, and that bookings would be honoured.\n"
        "The Northern Star was on its way from Haldane to Port Evering when it struck a reef in thick fog, the "
        "coastguard said. All passengers were taken off by lifeboats and fishing vessels within three hours.",
    ),
    "a later story of one of its persons": (
        "Ferry runs aground off Sorrel",
        FERRY,
        "Captain of stranded ferry suspended",
        "Evering Lines has suspended Piet Marsden, captain of the Northern Star, until an inquiry ends. He had sailed "
        "the route from Haldane to Port Evering for 19 years. The ferry ran aground off the island of Sorrel on "
        "Tuesday with 212 people aboard, of whom 14 were injured.",
    ),
}  # fmt: skip
