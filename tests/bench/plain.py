"""Topics, forms and sentences of our own invention out: what heads.py dresses its texts with, and ordinary titles.

The corpora have few questions, few lists and hardly a civil word about people who are often attacked; without such
titles among the ordinary ones a head learns that asking is bait, and that naming a people is an attack.
"""

from collections.abc import Iterator, Sequence
from random import Random

TOPICS = (
    "assessment|open education|physics|statistics|machine learning|Python|JavaScript|Linux|databases|gardening|climate"
    "|history|poetry|mathematics|chemistry|biology|astronomy|philosophy|economics|law|medicine|nursing|music|theatre"
    "|film|photography|architecture|design|cycling|running|football|chess|cooking|travel|trains|libraries|museums"
    "|archives|journalism|politics|elections|democracy|human rights|migration|religion|linguistics|translation|reading"
    "|writing|school|university|teaching|research|data|privacy|security|networks|cloud|Java|Rust|SQL|Git|docker"
    "|kubernetes|spreadsheets|Photoshop|Android|web design|accessibility|robotics|electronics|energy|water|agriculture"
    "|forests|birds|oceans|health|sleep|psychology|sociology|anthropology|geography|maps|business|marketing|startups"
    "|jobs|science|technology|sports|Bildung|Wissenschaft|Mathematik|Geschichte|éducation|mathématiques|santé|histoire"
    "|educación|ciencia|salud|deporte|educação|ciência|scuola|scienza|onderwijs|wetenschap|edukacja|eğitim|наука"
    "|образование|教育|科学|수학|التعليم"
).split("|")
LEADS = (
    "Must read:|Worth a look:|From a colleague:|New on the blog:|Bookmarked:|Thread 👇|Saved for later:|Lesenswert:"
    "|À lire :|Recomiendo:|Da leggere:|ICYMI|Via @someone:|📌"
).split("|")

PEOPLE = (
    "women|men|girls|boys|Black pupils|Muslim families|Jewish students|gay teachers|lesbian authors|trans pupils"
    "|immigrants|refugees|disabled learners|autistic children|deaf students|older people|young fathers|Roma children"
    "|Latino families|Asian students|Indigenous communities|African women|poor families|conservatives|liberals"
    "|Christians|atheists|queer youth|migrant workers|single mothers"
).split("|")
OF_PEOPLE = (
    "How schools can support {people}|A study on {people} in {topic}|Why so few {people} work in {topic}|"
    "Interview: what {people} told us about {topic}|New fund for {people} in {topic}|Hate speech against {people} "
    "is rising, a report says|We talked with {people} about racism and {topic}|Books about {people} for your class "
    "library|When {people} do not see themselves in {topic}|What the law on {people} says and what it leaves open|"
    "The senate voted on rights of {people}|Protest after attack on {people}|The history of {people} in {topic}, a "
    "lesson plan|How to answer when a pupil insults {people}|He called them idiots, and the class talked about why "
    "that hurts|Listening to {people}: notes from a workshop|Do {people} get worse grades? What the data say|The "
    "president's words about {people}, fact by fact"
).split("|")
ORDINARY = (
    "How do you teach {topic} to beginners?|How do I start with {topic}?|Which tool do you use for {topic}?|What "
    "is {topic}, and what is it not?|Does anybody have a worksheet on {topic}?|Why is {topic} so hard to explain?|"
    "Should we grade {topic} at all?|5 ways to give feedback in {topic}|Three ideas for your next lesson on "
    "{topic}|10 books on {topic}|7 open tools for {topic}|Ten years of {topic}: what we learnt|Notes from a "
    "conference on {topic}|A call for papers on {topic}|My first year with {topic}|Join our reading group on "
    "{topic}|What I got wrong about {topic}|What's the difference between {topic} and {other}?|Can {topic} help "
    "with {other}?|Slides of my talk on {topic} and {other}|Looking for a partner class for a project on {topic}|"
    "Thank you all for the help with {topic} yesterday!|Today my class built a model for {topic} and loved it|We "
    "are hiring: a post in {topic}|Where do I find data on {topic}?|Error when I open {topic} with {other}|Das "
    "habe ich diese Woche über {topic} gelernt|Wie erklärt ihr {topic}?|Fünf Ideen für den Unterricht: {topic}|"
    "Comment enseigner {topic} ?|Cinq ressources sur {topic}|¿Cómo enseñas {topic} a principiantes?|Diez recursos "
    "sobre {topic}|Como ensinar {topic}?|Cinco ideias para aulas de {topic}|Come insegnate {topic}?|Hoe leg je "
    "{topic} uit?|Jak uczyć {topic}?|Как вы объясняете {topic}?|怎样教{topic}？|{topic}をどう教えますか"
).split("|")


SAID = (
    "So proud of my students today, they presented their work on {topic}|Great conversation with colleagues about "
    "{topic} this morning|Love this idea for {topic}, thank you @someone|Join us tonight at 7 for our chat on "
    "{topic}! Q1: what works for you?|A1: we use {topic} to talk about {other}|Can't wait to try this with my "
    "class next week {tag}|Congratulations to all our graduates!|Happy to share our new article on {topic}: {tag}|"
    "“Tell me and I forget, involve me and I learn.” {tag}|Summer reading for teachers: a list on {topic}|Fun with "
    "{topic} in our maker space today {tag}|Our pupils made videos about {topic}|What are you reading this week? "
    "{tag}|Kids build bridges out of paper and learn {topic}|A free poster on {topic} for your classroom|Slides, "
    "recording and notes of yesterday's webinar on {topic}|I wrote down what I learnt about {topic}|Photos from "
    "our field trip {tag}|Registration for the {topic} summer school is open|New episode of our podcast: {topic} "
    "with a guest|How our school changed the way we teach {topic}|Why I stopped grading {topic}|The best part of "
    "my day: a question about {topic}|Celebrating our librarians this week {tag}"
).split("|")
LURES = {
    "de": (
        "Du wirst nicht glauben, was {who} hier gemacht hat|{n} Dinge, die nur {whom} verstehen|Welcher {thing} "
        "bist du?|{n} Fotos, die dein Leben verändern|Als sie die Tür öffnete, traf sie der Schlag|Dieser Trick "
        "mit {thing} verblüfft alle|Das Internet lacht über {who}|So süß: {who} trifft zum ersten Mal {thing}"
    ),
    "fr": (
        "Vous n'allez pas croire ce que {who} a fait|{n} choses que seuls {whom} comprendront|Quel {thing} "
        "êtes-vous ?|{n} photos qui vont changer votre vie|Quand elle a ouvert la porte, elle a éclaté en sanglots|"
        "Cette astuce avec {thing} rend tout le monde fou|Internet se moque de {who}|Trop mignon : {who} rencontre "
        "{thing}"
    ),
    "es": (
        "No vas a creer lo que hizo {who}|{n} cosas que solo {whom} entenderán|¿Qué {thing} eres según tu signo?|"
        "{n} fotos que te van a cambiar la vida|Abrió la puerta y lo que vio la dejó sin palabras|Este truco con "
        "{thing} vuelve locos a todos|Internet se ríe de {who}|Qué ternura: {who} conoce {thing}"
    ),
    "pt": (
        "Você não vai acreditar no que {who} fez|{n} coisas que só {whom} vão entender|Qual {thing} você é?|{n} "
        "fotos que vão mudar a sua vida|Ela abriu a porta e o que viu a deixou sem palavras|Este truque com "
        "{thing} deixa todos loucos|A internet não perdoa {who}|Que fofo: {who} conhece {thing}"
    ),
    "it": (
        "Non crederete mai a quello che ha fatto {who}|{n} cose che solo {whom} capiranno|Che {thing} sei?|{n} "
        "foto che vi cambieranno la vita|Ha aperto la porta e non credeva ai suoi occhi|Questo trucco con {thing} "
        "fa impazzire tutti|Il web ride di {who}|Che tenerezza: {who} incontra {thing}"
    ),
    "nl": (
        "Je gelooft nooit wat {who} deed|{n} dingen die alleen {whom} begrijpen|Welke {thing} ben jij?|{n} foto's "
        "die je leven veranderen|Ze deed de deur open en was sprakeloos|Met deze truc met {thing} maak je iedereen "
        "gek|Het internet lacht om {who}|Zo schattig: {who} ziet {thing}"
    ),
    "pl": (
        "Nie uwierzysz, co zrobił {who}|{n} rzeczy, które zrozumieją tylko {whom}|Jakim {thing} jesteś?|{n} zdjęć, "
        "które zmienią twoje życie|Otworzyła drzwi i zaniemówiła|Ten trik z {thing} zaskakuje wszystkich|Internet "
        "śmieje się z {who}|Słodkie: {who} poznaje {thing}"
    ),
    "tr": (
        "{who} ne yaptı, inanamayacaksınız|Sadece {whom} anlayacağı {n} şey|Hangi {thing} sensin?|Hayatınızı "
        "değiştirecek {n} fotoğraf|Kapıyı açtı ve gördüklerine inanamadı|{thing} ile bu numara herkesi şaşırtıyor|"
        "İnternet {who} ile dalga geçiyor|Çok tatlı: {who} {thing} ile tanıştı"
    ),
    "ru": (
        "Вы не поверите, что сделал {who}|{n} вещей, которые поймут только {whom}|Какой ты {thing}?|{n} фото, "
        "которые изменят твою жизнь|Она открыла дверь и потеряла дар речи|Этот трюк с {thing} сводит всех с ума|"
        "Интернет смеётся: {who}|Как мило: {who} и {thing}"
    ),
    "zh": (
        "你绝对想不到{who}做了什么|只有{whom}才懂的{n}件事|你是哪种{thing}？|改变你一生的{n}张照片|"
        "她打开门，看到的一切让她哭了|这个{thing}小技巧让所有人惊呆了|网友笑翻：{who}|"
        "太可爱了：{who}第一次见到{thing}"
    ),
    "ja": (
        "{who}がしたことにあなたは驚く|{whom}にしか分からない{n}のこと|あなたはどの{thing}？|人生が変わる写真{n}枚|"
        "ドアを開けた彼女は言葉を失った|この{thing}の裏ワザがすごすぎる|ネット大爆笑：{who}|"
        "可愛すぎる：{who}と{thing}"
    ),
}
WHO = "Brad Pitt|Rihanna|Beyoncé|Justin Bieber|Kim Kardashian|Messi|Taylor Swift|Adele".split("|")
WHOM = {
    "de": "Mütter|Mädchen aus den 90ern|Studenten|Katzenbesitzer",
    "fr": "les mamans|les filles des années 90|les étudiants|les amoureux des chats",
    "es": "las mamás|las chicas de los 90|los estudiantes|los dueños de gatos",
    "pt": "as mães|as meninas dos anos 90|os estudantes|os donos de gatos",
    "it": "le mamme|le ragazze degli anni 90|gli studenti|chi ha un gatto",
    "nl": "moeders|meisjes uit de jaren 90|studenten|kattenmensen",
    "pl": "mamy|dziewczyny z lat 90|studenci|kociarze",
    "tr": "annelerin|90'lı kızların|öğrencilerin|kedi sahiplerinin",
    "ru": "мамы|девочки из 90-х|студенты|кошатники",
    "zh": "妈妈|九零后女孩|大学生|猫奴",
    "ja": "ママ|90年代女子|大学生|猫好き",
}
THINGS = "pizza|Harry Potter|Disney|panda|smoothie|selfie|bikini|Netflix|emoji|hamster".split("|")


def lures(chance: Random) -> Iterator[tuple[str, str]]:
    """Yield a language and a lure: the corpora's are English, and a head should not take a language for soberness."""
    for language, forms in LURES.items():
        for form in forms.split("|"):
            for _ in range(25):
                whom = chance.choice(WHOM[language].split("|"))
                yield (
                    language,
                    form.format(
                        n=chance.randint(5, 40), who=chance.choice(WHO), whom=whom, thing=chance.choice(THINGS)
                    ),
                )


def ordinary(chance: Random) -> Iterator[str]:
    """Yield titles as schools, clubs and laboratories write them."""
    for form in (*ORDINARY, *SAID):
        for topic, other in zip(chance.sample(TOPICS, 25), chance.sample(TOPICS, 25), strict=True):
            yield form.format(topic=topic, other=other, tag=f"#{other.title().replace(' ', '')}")


def of_people(chance: Random) -> Iterator[str]:
    """Yield civil titles about people who are often attacked."""
    for form in OF_PEOPLE:
        for people in PEOPLE:
            yield form.format(people=people, topic=chance.choice(TOPICS))


def dress(text: str, chance: Random, others: Sequence[str]) -> str:
    """Return a text as it might come: in other letters, with a topic, with tags or names, with more text behind it.

    Bait with a topic hung on is still bait; a head that has not seen this takes the topic for its opposite.
    """
    if chance.random() < 0.25:
        text = chance.choice((str.lower, str.title, str.capitalize))(text)
    if chance.random() < 0.25:
        names = " ".join(f"@{chance.choice(TOPICS).split()[0].lower()}{chance.randrange(99)}" for _ in range(2))
        text = chance.choice((f"{names} {text}", f"{text} {names}", f"{text} https://t.co/{chance.getrandbits(40):x}"))
    one, two, three = (chance.choice(TOPICS) for _ in range(3))
    tags = [f"#{topic.title().replace(' ', '')}" for topic in (one, two, three)]
    forms = (
        *([text] * 6),
        f"{text} — {one}",
        f"{text} — {one}",
        f"{text} {one}",
        f"{text} {one}",
        f"{text} {tags[0]}",
        f"{text} {tags[0]}",
        f"{text} {' '.join(tags)}",
        f"{one}: {text}",
        f"{chance.choice(LEADS)} {text}",
        f"{text} {one} {one} {two}",
        f"{text}\n{chance.choice(others)}",
        f"{text}\n{chance.choice(others)}",
    )
    return chance.choice(forms)
