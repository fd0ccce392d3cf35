"""Who said what, in which words."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.records.quote import QuoteKind, SpeakerKind
from tests.loaders.speech import quotes, read, refused, said

MARSH = "Premier Delia Marsh arrived on Monday. "


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We will go,” Marsh said.", ("DIRECT", "Marsh", "said", "We will go,")),
        ('"We will go," said Delia Marsh.', ("DIRECT", "Delia Marsh", "said", "We will go,")),
        ("'We will go,' the mayor told reporters on Monday.", ("DIRECT", "the mayor", "told", "We will go,")),
        ("“We will go,” said Ann Lee, a nurse.", ("DIRECT", "Ann Lee", "said", "We will go,")),
        ("“We will go,” the mayor, who was tired, said.", ("DIRECT", "the mayor", "said", "We will go,")),
        ("Marsh said: “We will go.”", ("DIRECT", "Marsh", "said", "We will go.")),
        ("Marsh told reporters on Monday, “We will go.”", ("DIRECT", "Marsh", "told", "We will go.")),
        ("“Will you go?” Marsh asked.", ("DIRECT", "Marsh", "asked", "Will you go?")),
        ("“We,” Marsh said, “will go.”", ("DIRECT", "Marsh", "said", "We, will go.")),
        ("“We will go,” he shot back.", ("DIRECT", "he", "shot back", "We will go,")),
        ("Marsh said that the army was “not ready.”", ("MIXED", "Marsh", "said", "the army was “not ready.”")),
        ("Marsh called the plan “a disaster” on Monday.", ("MIXED", "Marsh", "called", "the plan “a disaster” on Monday")),
        ("The plan was “a disaster,” Marsh said.", ("MIXED", "Marsh", "said", "The plan was “a disaster,”")),
        ("Marsh said that the army would leave.", ("INDIRECT", "Marsh", "said", "the army would leave")),
        ("Marsh said the army would leave.", ("INDIRECT", "Marsh", "said", "the army would leave")),
        ("Marsh told the council on Monday that the army would leave.", ("INDIRECT", "Marsh", "told", "the army would leave")),
        ("Marsh has indicated she may leave.", ("INDIRECT", "Marsh", "has indicated", "she may leave")),
        ("The army would leave, Marsh said on Monday.", ("INDIRECT", "Marsh", "said", "The army would leave")),
        ("But the army would leave, said the mayor.", ("INDIRECT", "the mayor", "said", "the army would leave")),
        ("The army, Marsh said, would leave.", ("INDIRECT", "Marsh", "said", "The army would leave")),
        ("According to the police, two men ran away.", ("INDIRECT", "the police", "According to", "two men ran away")),
        ("Two men ran away, according to the police.", ("INDIRECT", "the police", "according to", "Two men ran away")),
        ("Marsh asked whether the army would leave.", ("INDIRECT", "Marsh", "asked", "whether the army would leave")),
        ("Marsh acknowledged the need to leave.", ("INDIRECT", "Marsh", "acknowledged", "the need to leave")),
        ("Marsh expressed hope that the army would leave.", ("INDIRECT", "Marsh", "expressed", "hope that the army would leave")),
        ("Marsh promised to leave.", ("INDIRECT", "Marsh", "promised", "to leave")),
        ("Marsh urged the army to leave.", ("INDIRECT", "Marsh", "urged", "the army to leave")),
        ("Marsh commanded the army to leave.", ("INDIRECT", "Marsh", "commanded", "the army to leave")),
        ("No wonder Marsh said that the army would leave.", ("INDIRECT", "Marsh", "said", "the army would leave")),
        ("Marsh called for an inquiry.", ("INDIRECT", "Marsh", "called for", "an inquiry")),
        ("Peru accused Norway of breaking the truce.", ("INDIRECT", "Peru", "accused", "Norway of breaking the truce")),
        ("Marsh, the premier of Norway, said the army would leave.", ("INDIRECT", "Marsh", "said", "the army would leave")),
        ("Marsh went on to say that the army would leave.", ("INDIRECT", "Marsh", "went on to say", "the army would leave")),
        ("Marsh was clear, essentially saying, “We will go.”", ("PARAPHRASE", "Marsh", "essentially saying", "We will go.")),
        ("Marsh left, merely stating that the army was gone.", ("INDIRECT", "Marsh", "stating", "the army was gone")),
        (
            "The mayor, Delia Marsh, said the army was gone.",
            ("INDIRECT", "The mayor, Delia Marsh", "said", "the army was gone"),
        ),
        ("In a call to “Morning Call,” Marsh said the army was gone.", ("INDIRECT", "Marsh", "said", "the army was gone")),
        ("“We will go,” the mayor, who had seen two men run away from it, said.", ("DIRECT", "the mayor", "said", "We will go,")),
        ("''We will go,'' Marsh said.", ("DIRECT", "Marsh", "said", "We will go,")),
        ("“We will go,” said a Times/CBS poll.", ("DIRECT", "a Times/CBS poll", "said", "We will go,")),
        ("Marsh said if the army stayed, she would leave.", ("INDIRECT", "Marsh", "said", "if the army stayed, she would leave")),
    ],
)
def test_a_quotation_has_its_kind_source_cue_and_content(text: str, expected: tuple[str, str, str, str]) -> None:
    assert said(MARSH + text) == [expected]


def test_conjoined_cues_share_their_source() -> None:
    found = said("Marsh admitted that sites were hit, but claimed that nobody was hurt.")
    assert found == [("INDIRECT", "Marsh", "admitted", "sites were hit"), ("INDIRECT", "Marsh", "claimed", "nobody was hurt")]


def test_a_second_clause_under_one_cue_is_a_quotation_of_its_own() -> None:
    assert [row[3] for row in said("Marsh said that sites were hit and that nobody was hurt.")] == ["sites were hit", "nobody was hurt"]


@pytest.mark.parametrize(
    "text",
    [
        "That said, trust between the two sides is gone.",
        "Reality on the ground told a different story.",
        "Marsh has yet to give a response.",
        "Marsh did not say whether she would leave.",
        "Marsh declined to say that she would leave.",
        "Marsh believes that the army will leave.",
        "Marsh plans to leave on Monday.",
        "The “cease-fire” and the “peace” were over.",
        "This “peace push” looks bad.",
        "Is Marsh finally saying she is willing to talk?",
        "Marsh may say that she will leave.",
        "The so-called “moderates” of the party lost.",
        "The figures suggest that the army is leaving.",
        "They watched “The Long Night” at the theatre.",
        "No group claimed responsibility for the blast.",
        "No one has claimed responsibility.",
        "Ann Lee, who was in Leeds, tweeted her support.",
        "Ann Lee, who had left, wrote a letter.",
    ],
)
def test_what_nobody_said_is_no_quotation(text: str) -> None:
    assert said(text) == []


def test_a_quotation_after_the_end_of_the_cue_continues_the_one_before() -> None:
    first, second = quotes("“We will go,” Marsh said. “Nobody can stop us.”")
    assert second.continuation_of_id == first.id
    assert (second.source, second.cue, second.kind) == (None, None, QuoteKind.DIRECT)
    assert second.speakers == first.speakers


def test_a_quotation_can_go_on_in_the_next_paragraph() -> None:
    first, second = quotes("“We will go,” Marsh said. “Nobody can stop us.\n\n“We know the way.”")[1:]
    assert (first.text, second.text) == ("Nobody can stop us.", "We know the way.")
    assert second.continuation_of_id == first.id


def test_a_quotation_on_its_own_that_follows_nobody_is_left_alone() -> None:
    assert said("The hall was full.\n\n“Go home now.”\n\nNobody moved.") == []


def test_joint_speakers_are_listed_one_by_one_each_with_a_role() -> None:
    (quote,) = quotes("Both Premier Delia Marsh and former Mayor Casper Vesk warned that the dam might break.")
    assert [(one.printed, one.role, one.person_id) for one in quote.speakers] == [
        ("Premier Delia Marsh", "Premier", "person-delia-marsh"),
        ("former Mayor Casper Vesk", "former Mayor", "person-casper-vesk"),
    ]


def test_their_words_are_those_of_the_speakers_before() -> None:
    found = quotes("Delia Marsh and Casper Vesk warned that the dam might break. In their words, it would break “within days.”")
    assert [one.person_id for one in found[1].speakers] == ["person-delia-marsh", "person-casper-vesk"]
    assert (found[1].source, found[1].cue, found[1].kind) == ("their", "In their words", QuoteKind.MIXED)


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("Norway", SpeakerKind.COUNTRY),
        ("The Kremlin", SpeakerKind.COUNTRY),
        ("Peruvian officials", SpeakerKind.GROUP),
        ("Police", SpeakerKind.ORGANISATION),
        ("The defence ministry", SpeakerKind.ORGANISATION),
        ("A witness", SpeakerKind.UNNAMED),
        ("A spokesman for the council", SpeakerKind.UNNAMED),
        ("The mayor", SpeakerKind.PERSON),
        ("Reuters", SpeakerKind.ORGANISATION),
        ("They", SpeakerKind.GROUP),
    ],
)
def test_speakers_are_sorted_by_what_they_are(source: str, kind: SpeakerKind) -> None:
    (quote,) = quotes(f"{source} said that the army would leave.")
    assert [(one.kind, one.person_id) for one in quote.speakers] == [(kind, None)]


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Delia Marsh arrived. She said the army would leave.", "person-delia-marsh"),
        ("Mr Ian Vesk met Mrs Delia Marsh. She said the army would leave.", "person-delia-marsh"),
        ("Premier Delia Marsh arrived. The premier said the army would leave.", "person-delia-marsh"),
        ("“We go,” said Ian Vesk, who met Delia Marsh. He said the army would leave.", "person-ian-vesk"),
        ("Ian Vesk spoke. A second man arrived. A witness said it was late. He said the army would leave.", None),
        ("Vice President Ian Vesk left. The president said the army would leave.", None),
        ("Former Mayor Ian Vesk left. The mayor said the army would leave.", None),
        ("Peruvian President Ian Vesk left. The Norwegian president said the army would leave.", None),
        ("Delia Marsh's lawyer said the army would leave.", None),
    ],
)
def test_pronouns_and_roles_are_resolved_in_the_article(text: str, person: str | None) -> None:
    assert quotes(text)[-1].speakers[0].person_id == person


def test_every_span_of_a_quotation_quotes_the_text() -> None:
    text = MARSH + "“We,” Marsh said, “will go.” The plan was “a disaster,” she added. Both Ian Vesk and Ann Lee said no."
    for quote in quotes(text):
        spans = [span for found in (quote, *quote.speakers) for group in found.evidence.values() for span in group]
        assert all(text[span.start : span.end] == span.exact for span in spans)
        assert quote.text == " ".join(span.exact for span in quote.evidence["text"])


@given(
    st.lists(
        st.sampled_from(
            [
                "he",
                "said",
                "that",
                "“",
                "”",
                '"',
                "Marsh",
                ",",
                ".",
                "told",
                "and",
                "according",
                "to",
                "the",
                "In",
                "their",
                "words",
                "we",
                ":",
            ]
        ),
        max_size=30,
    )
)
def test_any_row_of_words_gives_quotations_with_true_spans(words: list[str]) -> None:
    text = " ".join(words)
    for quote in quotes(text):
        assert all(text[span.start : span.end] == span.exact for group in quote.evidence.values() for span in group)
        assert quote.text


@pytest.mark.parametrize(
    "unit", ["he said that ", "saying, ", "“a,” he said. ", "according to him, he ran, ", "Ann Lee and ", "“He ran.” ", "In their words, "]
)
def test_hostile_text_is_read_in_about_linear_time(unit: str) -> None:
    times = []
    for count in (500, 2000):
        text = unit * count
        read(text)
        begin = time.process_time()
        quotes(text)
        times.append(time.process_time() - begin)
    assert times[1] < 12 * times[0] + 0.2


def test_a_quotation_may_open_the_paragraph_after_the_one_that_closes_with_its_speaker() -> None:
    first, second = quotes("Marsh left on Monday, the mayor said.\n\n“Nobody can stop us.”\n\nThe hall was empty.")
    assert (second.text, second.continuation_of_id) == ("Nobody can stop us.", first.id)


def test_a_quotation_after_other_sentences_has_no_speaker() -> None:
    assert len(quotes("The mayor said the bridge was closed. It rained all day.\n\n“Nobody can stop us.”\n\nThe hall was empty.")) == 1


def test_a_colon_gives_the_subject_before_it_the_quotation_behind_it() -> None:
    first, second = quotes("“It was plain and simple,” one said. Another, a former whip, was blunter: “They have had enough of it.”")
    assert (second.source, second.cue, second.continuation_of_id) == ("Another", None, None)
    assert first.source == "one"


def test_a_long_quotation_needs_no_comma_before_its_speaker() -> None:
    assert said('"We will go tomorrow and not today" said Delia Marsh.') == [
        ("DIRECT", "Delia Marsh", "said", "We will go tomorrow and not today"),
    ]


def test_a_quotation_may_end_in_another() -> None:
    first, second = quotes("“We will go,” Marsh said. “They ask us, ‘Should we go as well?’”")
    assert second.continuation_of_id == first.id


def test_the_united_states_state_nothing_by_their_name() -> None:
    assert said("Drones that the United States had sent arrived late.") == []


def test_a_colon_at_the_end_of_a_paragraph_announces_the_quotation_that_opens_the_next() -> None:
    text = "Marsh told the council on Monday:\n\n“We will go. Nobody can stop us.”\n\nThe hall was empty."
    assert said(text) == [("DIRECT", "Marsh", "told", "We will go. Nobody can stop us.")]


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("The so-called “freedom tax” came into force.", ("SCARE_QUOTE", "freedom tax")),
        ("She sang a tune from “The Long Way Home” at the feast.", ("TITLE", "The Long Way Home")),
        ("A banner over the road read nothing but “we are still here” in red.", ("NO_SOURCE", "we are still here")),
    ],
)
def test_words_in_marks_that_nobody_spoke_are_refused_with_the_rule(text: str, refusal: tuple[str, str]) -> None:
    assert refused(text) == [refusal]
    assert quotes(text) == []


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("“We’re happy” about it, said Rosa Denman, head of a union.", "Rosa Denman", "said", "“We’re happy” about it"),
        ("An aide said, “Lund is behind Bush” for now.", "An aide", "said", "“Lund is behind Bush” for now"),
        ("These, the lawyers said, “all show the same end” to Cruz.", "the lawyers", "said", "“all show the same end” to Cruz"),
        ("“Ann is an amazing leader,” said the 46-year-old.", "the 46-year-old", "said", "Ann is an amazing leader,"),
        ("“I am not shy,” I said.", "I", "said", "I am not shy,"),
        ("Ann Lund was asked about her remark that “we all go.”", "her", "remark", "we all go."),
        ("The rally denounced Ann Lund’s call for “a shutdown of ports.”", "Ann Lund", "call", "a shutdown of ports."),
        ("Ann Lund referred to the plan as “a gift” to the banks.", "Ann Lund", "referred to", "the plan as “a gift” to the banks"),
        ("It is new. From the report: “They are wider.” It ends there.", "the report", None, "They are wider."),
        ("A claim.\n\n“I would not leave it.”\n\n- Ann Lund.\n\nThe end came.", "Ann Lund", None, "I would not leave it."),
        ("“The harbour is full,” Lund notes.", "Lund", "notes", "The harbour is full,"),
        ("“We sold it all,” the left-leaning newspaper wrote.", "the left-leaning newspaper", "wrote", "We sold it all,"),
        ("“Boats sank. I saw it,” the email read.", "the email", "read", "Boats sank. I saw it,"),
        ("“Look out for the ice,” tweeted another.", "another", "tweeted", "Look out for the ice,"),
        ("“We lost it,” Mr Hill’s lawyer Ann Lund said.", "Mr Hill’s lawyer Ann Lund", "said", "We lost it,"),
        ("“Here it is,” she said of those who left, “But I know they came.”", "she", "said", "Here it is, But I know they came."),
        ("The mayor has vowed to “cancel” the fair.", "The mayor", "has vowed", "to “cancel” the fair"),
        ("Former cooks have called it a “sham” in court.", "Former cooks", "have called", "it a “sham” in court"),
        ("The force that holds the city called the reports “made up.”", "The force", "called", "the reports “made up.”"),
        ("Ann Lund praised the crew. “They saved us all.”", "Ann Lund", None, "They saved us all."),
        ("“We need ice. “We need it soon,” Ann Lund said.", "Ann Lund", "said", "We need ice. We need it soon,"),
        ("“We won,” said MSNBC host Ann Lund.", "MSNBC host Ann Lund", "said", "We won,"),
        ("Ann Lund, head of Ice Watch, a group in Oslo, said it was over.", "Ann Lund", "said", "it was over"),
        ("The paper this week reported that it was over.", "The paper", "reported", "it was over"),
        ("Ann Lund’s answer was: “Is it over?” It was.", "Ann Lund", None, "Is it over?"),
        ("ICE IS BACK - Ann Lund: “We found it in May.” It is.", "Ann Lund", None, "We found it in May."),
        ("He wooed voters, with one of his posters saying it was over.", "one of his posters", "saying", "it was over"),
        ("“It is over.” Ann Lund said she would leave.", "Ann Lund", "said", "she would leave"),
        ("Lund vowed that it would end, a vow she also made in May.", "Lund", "vowed", "it would end"),
    ],
)
def test_words_in_marks_find_their_source_wherever_it_stands(text: str, source: str, cue: str | None, content: str) -> None:
    assert [(one.source, one.cue, one.text) for one in quotes(text)] == [(source, cue, content)]


def test_a_new_sentence_behind_a_quotation_does_not_speak_it() -> None:
    assert [one.source for one in quotes("Ann Lund left. “We will go.” It was said that she wept.")] != ["It"]


@pytest.mark.parametrize(
    ("text", "antecedent"),
    [
        ("The Finance Ministry said on Monday that taxes would rise. It said the law would pass.", "The Finance Ministry"),
        ("Residents said the dam was old. They said nobody had come.", "Residents"),
        ("A security source said two men had fled. He said a car was found.", "A security source"),
        ("Moscow struck back on Monday. It said the targets were depots.", "Moscow"),
        ("Rain fell on Monday. It said the end was near.", None),
    ],
)
def test_a_pronoun_that_speaks_stands_for_the_source_before_it(text: str, antecedent: str | None) -> None:
    assert quotes(text)[-1].speakers[0].antecedent == antecedent


def test_a_title_within_reported_speech_is_not_the_speakers_own_words() -> None:
    reported = quotes("Ann Lund said she would appear on “Morning Call” to answer.")
    assert [(one.kind.name, one.marked) for one in reported] == [("INDIRECT", ())]


def test_a_title_that_opens_a_sentence_is_nobodys_quotation() -> None:
    assert refused("“Night Train to Home” star Ann Lund opened up about her fears.") == [("TITLE", "Night Train to Home")]


def test_a_name_in_marks_ends_before_the_story_goes_on() -> None:
    assert said("Ann Lund called the plan “a gift” to the banks and flew home.") == [
        ("MIXED", "Ann Lund", "called", "the plan “a gift” to the banks")
    ]


def test_a_pronoun_in_capitals_behind_a_quotation_begins_a_sentence() -> None:
    text = "Ann Lund called it “the worst night we have had.” She said, “We will say their names.”"
    assert [one.text for one in quotes(text)] == ["it “the worst night we have had.”", "We will say their names."]


def test_words_told_within_what_a_source_says_are_their_speakers_own() -> None:
    outer, inner = quotes("A witness told police that the driver said, “I am sorry.”")
    assert (outer.source, outer.kind, outer.marked) == ("A witness", QuoteKind.INDIRECT, ())
    assert (inner.source, inner.kind, inner.text) == ("the driver", QuoteKind.DIRECT, "I am sorry.")


def test_a_source_behind_a_sentence_vouches_for_the_quotation_in_it() -> None:
    found = said("Someone by the gate shouted “Gun!,” according to the guards.")
    assert ("MIXED", "the guards", "according to", "Someone by the gate shouted “Gun!,”") in found


@pytest.mark.parametrize(
    ("text", "rule", "printed"),
    [
        ("Ann Lund has not said that she will go.", "NEGATED", "she will go"),
        ("Ann Lund declined to say whether she will go.", "NEGATED", "whether she will go"),
        ("No group claimed responsibility for the fire.", "NEGATED", "responsibility for the fire"),
        ("None of the cooks said the soup was cold.", "NEGATED", "the soup was cold"),
        ("The mayor may say that it is over.", "HYPOTHETICAL", "it is over"),
        ("Ann Lund believes that the deal is dead.", "NO_SPEECH", "the deal is dead"),
        ("Ann Lund hopes to win.", "NO_SPEECH", "to win"),
        ("She did not say “yes” to it.", "NEGATED", "yes"),
        ("Ann Lund thinks the plan is “dead” now.", "NO_SPEECH", "dead"),
    ],
)
def test_what_was_denied_possible_or_thought_is_refused_with_the_rule(text: str, rule: str, printed: str) -> None:
    assert (refused(text), quotes(text)) == ([(rule, printed)], [])


def test_a_belief_within_what_is_said_is_not_refused() -> None:
    assert refused("Ann Lund said she thinks the deal is dead.") == []


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("When Lund said the dam was safe, the hall fell silent.", "the dam was safe"),
        ("Lund said the dam was safe, a view that few share.", "the dam was safe"),
        ("Lund reported on Monday the dam was safe.", "the dam was safe"),
        ("In the end, Lund said, the dam broke.", "In the end the dam broke"),
        ("Lund vowed on Monday at a meeting to mend the dam.", "to mend the dam"),
    ],
)
def test_what_was_said_ends_where_the_writer_goes_on(text: str, content: str) -> None:
    assert [one.text for one in quotes(text)] == [content]


def test_quotations_joined_by_and_have_one_source() -> None:
    assert said("He told the crowd, “It is time,” and “We will win.”") == [("DIRECT", "He", "told", "It is time, We will win.")]


def test_a_plan_called_by_a_name_in_marks_calls_nothing() -> None:
    assert quotes("It is a plan called “the big push” in town.") == []


def test_he_can_be_somebody_without_a_name_who_opens_the_sentence_before() -> None:
    assert quotes("The regional governor came on Monday. He said the dam was safe.")[-1].speakers[0].antecedent == "The regional governor"


@pytest.mark.parametrize(
    ("text", "last"),
    [
        (
            "“We do,” said Ann Lee. “There is more to be done.” Jo Roe said it was late.",
            [("Ann Lee", "We do,"), (None, "There is more to be done.")],
        ),
        ("The plan was late, says Ann Lee. “So we can go.”", [("Ann Lee", "The plan was late"), ("Ann Lee", "So we can go.")]),
        ("The plan was late, according to Ann Lee. “So we can go.”", [("Ann Lee", "The plan was late"), ("Ann Lee", "So we can go.")]),
        ("“There is more.” Jo Roe said it was late.", [("Jo Roe", "it was late")]),
    ],
)
def test_a_sentence_in_marks_behind_what_somebody_said_is_theirs(text: str, last: list[tuple[str | None, str]]) -> None:
    assert [(source, content) for _, source, _, content in said(text)][: len(last)] == last
