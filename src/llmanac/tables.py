"""The tables of the compiled catalogue: for `estimate`, for Datasette, for anybody's SQL.

Text in two languages stands in two columns. Money is decimal text, exactly as published: `rates`
has one row per amount, `prices.record` the whole entry. `conditional_rates` has what a meter costs
in every other case that the entry's conditions make. `record` columns hold the record as JSON.
"""

SCHEMA_VERSION = 2

TABLES = """
CREATE TABLE meta (             -- schema_version, revision, as_of, default_provider
    key    TEXT PRIMARY KEY,
    value  TEXT NOT NULL
) STRICT;

CREATE TABLE labs (
    id       TEXT PRIMARY KEY,
    name_en  TEXT NOT NULL,
    name_zh  TEXT NOT NULL,
    home     TEXT
) STRICT;

CREATE TABLE capabilities (
    id        TEXT PRIMARY KEY,
    label_en  TEXT NOT NULL,
    label_zh  TEXT NOT NULL
) STRICT;

CREATE TABLE parameters (
    id          TEXT PRIMARY KEY,
    label_en    TEXT NOT NULL,
    label_zh    TEXT NOT NULL,
    type        TEXT NOT NULL,
    minimum     TEXT,
    maximum     TEXT,
    preset      TEXT,           -- what holds when a request says nothing, as JSON
    meaning_en  TEXT NOT NULL,
    meaning_zh  TEXT NOT NULL
) STRICT;

CREATE TABLE meters (
    id             TEXT PRIMARY KEY,
    kind           TEXT NOT NULL,        -- content or tool
    unit           TEXT NOT NULL,
    falls_back_to  TEXT REFERENCES meters (id),
    fallback       TEXT,                 -- same: silent; assume: marked on a receipt
    label_en       TEXT,
    label_zh       TEXT
) STRICT;

CREATE TABLE calendars (        -- days on which a price may depend
    id       TEXT PRIMARY KEY,
    name_en  TEXT NOT NULL,
    name_zh  TEXT NOT NULL,
    start    TEXT NOT NULL,     -- the first day of which it speaks
    until    TEXT NOT NULL,     -- the first day of which it no longer does
    source   TEXT NOT NULL,
    seen     TEXT NOT NULL
) STRICT;

CREATE TABLE calendar_days (
    calendar  TEXT NOT NULL REFERENCES calendars (id),
    day       TEXT NOT NULL,
    PRIMARY KEY (calendar, day)
) STRICT;

CREATE TABLE models (
    id                TEXT PRIMARY KEY,
    lab               TEXT NOT NULL REFERENCES labs (id),
    name              TEXT NOT NULL,
    series            TEXT,
    kind              TEXT NOT NULL,
    context           INTEGER,           -- tokens
    context_extended  INTEGER,
    output            INTEGER,
    released          TEXT,
    size              TEXT,
    open_weights      INTEGER,           -- 1, 0, or null where nobody says
    summary_en        TEXT NOT NULL,
    summary_zh        TEXT NOT NULL,
    record            TEXT NOT NULL
) STRICT;
CREATE INDEX models_by_lab ON models (lab);

CREATE TABLE model_capabilities (
    model       TEXT NOT NULL REFERENCES models (id),
    position    INTEGER NOT NULL,
    capability  TEXT NOT NULL REFERENCES capabilities (id),
    PRIMARY KEY (model, position)
) STRICT;
CREATE INDEX models_by_capability ON model_capabilities (capability);

CREATE TABLE model_parameters (
    model      TEXT NOT NULL REFERENCES models (id),
    position   INTEGER NOT NULL,
    parameter  TEXT NOT NULL REFERENCES parameters (id),
    PRIMARY KEY (model, position)
) STRICT;
CREATE INDEX models_by_parameter ON model_parameters (parameter);

CREATE TABLE dialects (
    id      TEXT PRIMARY KEY,
    api     TEXT NOT NULL,
    record  TEXT NOT NULL
) STRICT;

CREATE TABLE providers (
    id        TEXT PRIMARY KEY,
    name_en   TEXT NOT NULL,
    name_zh   TEXT NOT NULL,
    home      TEXT,
    keys      TEXT,                      -- where one gets an API key
    currency  TEXT NOT NULL,
    timezone  TEXT,
    lab       TEXT REFERENCES labs (id),
    record    TEXT NOT NULL
) STRICT;

CREATE TABLE apis (
    provider  TEXT NOT NULL REFERENCES providers (id),
    api       TEXT NOT NULL,
    url       TEXT NOT NULL,
    dialect   TEXT REFERENCES dialects (id),        -- NULL: it reports no usage
    PRIMARY KEY (provider, api)
) STRICT;

CREATE TABLE offers (
    key        TEXT PRIMARY KEY,         -- provider/slug
    provider   TEXT NOT NULL REFERENCES providers (id),
    id         TEXT NOT NULL,            -- exactly what a request names
    model      TEXT REFERENCES models (id),
    status     TEXT NOT NULL,
    retires    TEXT,
    successor  TEXT,
    context    INTEGER,
    input      INTEGER,
    output     INTEGER,
    record     TEXT NOT NULL,
    UNIQUE (provider, id)
) STRICT;
CREATE INDEX offers_by_model ON offers (model);

CREATE TABLE offer_apis (
    offer  TEXT NOT NULL REFERENCES offers (key),
    api    TEXT NOT NULL,
    PRIMARY KEY (offer, api)
) STRICT;

CREATE TABLE offer_aliases (
    offer  TEXT NOT NULL REFERENCES offers (key),
    alias  TEXT NOT NULL,
    PRIMARY KEY (offer, alias)
) STRICT;
CREATE INDEX offers_by_alias ON offer_aliases (alias);

CREATE TABLE prices (
    offer     TEXT NOT NULL REFERENCES offers (key),
    entry     INTEGER NOT NULL,          -- counted from 0 in the order of the record
    currency  TEXT NOT NULL,
    per       TEXT NOT NULL,
    start     TEXT,                      -- null: the seller does not say
    until     TEXT,                      -- its own end, else where the next entry begins
    seen      TEXT NOT NULL,
    checked   TEXT,
    source    TEXT NOT NULL,
    edge      TEXT,                      -- > or >=, where the entry has bands
    record    TEXT NOT NULL,             -- the whole entry: Entry.to_json
    PRIMARY KEY (offer, entry)
) STRICT;

CREATE TABLE rates (
    offer        TEXT NOT NULL,
    entry        INTEGER NOT NULL,
    meter        TEXT NOT NULL REFERENCES meters (id),
    band         INTEGER NOT NULL,       -- counted from 0
    above        INTEGER,                -- the size at which the band begins; see prices.edge
    amount       TEXT,                   -- as published; null: not sold in this band
    per          TEXT NOT NULL,          -- the unit that the amount buys
    per_million  TEXT,                   -- a million of the meter's own units, where exact
    unless       TEXT,                   -- conditions that set another price, as JSON; null: none
    PRIMARY KEY (offer, entry, meter, band),
    FOREIGN KEY (offer, entry) REFERENCES prices (offer, entry)
) STRICT;
CREATE INDEX rates_by_meter ON rates (meter);

CREATE TABLE conditional_rates (         -- each is right alone: `given` holds, `unless` does not
    offer        TEXT NOT NULL,
    entry        INTEGER NOT NULL,
    meter        TEXT NOT NULL REFERENCES meters (id),
    place        INTEGER NOT NULL,       -- of the case, counted from 0
    band         INTEGER NOT NULL,       -- counted from 0
    above        INTEGER,                -- the size at which the band begins; see prices.edge
    amount       TEXT NOT NULL,          -- worked out, exactly
    per          TEXT NOT NULL,
    per_million  TEXT,
    holds        TEXT NOT NULL,          -- when it holds, as text
    given        TEXT NOT NULL,          -- conditions that must all hold, as JSON
    unless       TEXT,                   -- conditions of which none may hold; null: none
    PRIMARY KEY (offer, entry, meter, place, band),
    FOREIGN KEY (offer, entry) REFERENCES prices (offer, entry)
) STRICT;
CREATE INDEX conditional_rates_by_meter ON conditional_rates (meter);

CREATE TABLE benchmarks (
    id         TEXT PRIMARY KEY,
    name       TEXT NOT NULL,
    link       TEXT,
    scale      TEXT NOT NULL,
    direction  TEXT NOT NULL
) STRICT;

CREATE TABLE evaluations (
    id        TEXT PRIMARY KEY,
    lab       TEXT NOT NULL REFERENCES labs (id),
    title_en  TEXT NOT NULL,
    title_zh  TEXT NOT NULL,
    source    TEXT NOT NULL,
    seen      TEXT NOT NULL,
    record    TEXT NOT NULL
) STRICT;

CREATE TABLE evaluation_columns (
    evaluation  TEXT NOT NULL REFERENCES evaluations (id),
    position    INTEGER NOT NULL,
    label       TEXT NOT NULL,
    model       TEXT REFERENCES models (id),
    PRIMARY KEY (evaluation, position)
) STRICT;
CREATE INDEX evaluations_by_model ON evaluation_columns (model);

CREATE TABLE scores (
    evaluation  TEXT NOT NULL,
    benchmark   TEXT NOT NULL REFERENCES benchmarks (id),
    position    INTEGER NOT NULL,        -- the column
    title_en    TEXT,                    -- the heading of the group
    title_zh    TEXT,
    published   TEXT,                    -- exactly; null where the table has no figure
    score       REAL,                    -- the same, for sorting
    PRIMARY KEY (evaluation, benchmark, position),
    FOREIGN KEY (evaluation, position) REFERENCES evaluation_columns (evaluation, position)
) STRICT;
CREATE INDEX scores_by_benchmark ON scores (benchmark);

CREATE TABLE exchange (         -- rates for display: no price is made of them
    base    TEXT NOT NULL,      -- one unit of this currency …
    other   TEXT NOT NULL,      -- … in this one …
    rate    TEXT NOT NULL,      -- … was so much, as published …
    day     TEXT NOT NULL,      -- … on this day
    source  TEXT NOT NULL,
    PRIMARY KEY (base, other, day)
) STRICT;

CREATE TABLE redirects (        -- an id never dies
    kind  TEXT NOT NULL,        -- models, providers, labs, benchmarks, offers, evaluations
    old   TEXT NOT NULL,
    new   TEXT NOT NULL,        -- what it is called today: never itself an old id
    PRIMARY KEY (kind, old)
) STRICT;
"""
