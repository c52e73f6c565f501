package main

import (
	"path/filepath"
	"slices"
	"strings"
)

// A measurement is one call of quoth eval and the figures kept of it.
type measurement struct {
	set     string
	task    string
	gold    []string // files or patterns
	shown   string   // the gold files as the page writes them
	flags   []string
	figures []figure
}

// A figure names what is kept of a report.
type figure struct{ measure, class string }

func (f figure) String() string {
	if f.class == "all" {
		return f.measure
	}
	return f.measure + ", " + f.class
}

// lowerIsBetter says which figures are mistakes.
func (f figure) lowerIsBetter() bool {
	return f.measure == "rows not speech" || f.measure == "traps taken"
}

// command is what a reader types to see the figures again.
func (m measurement) command() string {
	shown := m.shown
	if strings.Contains(shown, "*") {
		shown = "'" + shown + "'"
	}
	parts := append([]string{"quoth eval", m.task, "--gold", shown}, m.flags...)
	return strings.Join(parts, " ")
}

var (
	mentionFigures = []figure{{"F1", "all"}}
	quoteFigures   = []figure{
		{"strict F1", "quoted"}, {"strict recall", "direct"}, {"loose F1", "all"}, {"strict F1", "all"},
		{"speaker span accuracy", "all"}, {"end to end", "all"},
	}
	speakerFigures = []figure{
		{"quoted speech found", "all"}, {"found with the right speaker", "all"}, {"full name", "found and named"},
		{"rows not speech", "all"}, {"traps taken", "all"},
	}
	toneFigures  = []figure{{"macro F1", "all"}}
	scoreFigures = []figure{{"Pearson", "all"}, {"macro F1", "all"}}
	topicFigures = []figure{{"accuracy", "all"}, {"among the best three", "all"}}
	nameFigures  = []figure{{"F1", "all"}, {"names B-cubed F1", "all"}}
)

// measurements lists the calls, ours first; those of the development sets only
// where a folder is given.
func measurements(data string) []measurement {
	all := []measurement{
		ours("development", "entities", nameFigures),
		ours("development", "speakers", speakerFigures),
		ours("development", "topics", topicFigures),
		ours("held-out", "entities", nameFigures),
		ours("held-out", "speakers", speakerFigures),
		ours("held-out", "topics", topicFigures),
		ours("daily", "speakers", speakerFigures),
		ours("layouts", "speakers", speakerFigures),
		ours("presses", "speakers", speakerFigures),
		ours("features", "speakers", speakerFigures),
		ours("styles", "entities", nameFigures),
		ours("styles", "speakers", speakerFigures),
		ours("bureaus", "entities", nameFigures),
		ours("bureaus", "speakers", speakerFigures),
		ours("newsrooms", "speakers", speakerFigures),
		ours("reporters", "speakers", speakerFigures),
		ours("desks", "speakers", speakerFigures),
	}
	if data == "" {
		return all
	}
	web := []string{"--types", "PER,ORG,LOC"}
	prose := []string{"--entities", "prose"}
	statements := []string{"--statements"}
	desks := []string{"--topics", "02,03,04,11,13,15,16"} // World, Business, Sci/Tech, Sports
	mapped := []string{"--topics", "04,13,15"}
	return append(all,
		set(data, "entities", "entities/worldwide.dev", nil, mentionFigures),
		set(data, "entities", "entities/conll03.dev", nil, mentionFigures),
		set(data, "entities", "entities/uner_ewt.dev", web, mentionFigures),
		set(data, "entities", "entities/worldwide.dev", prose, mentionFigures).named("worldwide.dev, by prose"),
		set(data, "entities", "entities/conll03.dev", prose, mentionFigures).named("conll03.dev, by prose"),
		set(data, "quotes", "quotes/polnear.dev", statements, quoteFigures),
		set(data, "sentiment", "sentiment/nyt_editorials.dev", nil, scoreFigures),
		set(data, "stance", "sentiment/newsmtsc_rw.dev", nil, toneFigures),
		set(data, "stance", "sentiment/newsmtsc_mt.dev", nil, toneFigures),
		set(data, "topics", "topics/bbc.all", nil, topicFigures),
		set(data, "topics", "topics/masakhanews_eng.dev", nil, topicFigures),
		set(data, "topics", "topics/agnews.test", nil, topicFigures),
		set(data, "topics", "topics/agnews.test", desks, topicFigures).named("agnews.test, topics of its four desks"),
		set(data, "topics", "topics/agnews.test", mapped, topicFigures).named("agnews.test, its three mapped topics"),
		ours("development", "topics", topicFigures).accurately(),
		set(data, "sentiment", "sentiment/nyt_editorials.dev", nil, scoreFigures).accurately(),
		set(data, "stance", "sentiment/newsmtsc_rw.dev", nil, toneFigures).accurately(),
		set(data, "stance", "sentiment/newsmtsc_mt.dev", nil, toneFigures).accurately(),
	)
}

// ours measures one folder of our own annotated articles.
func ours(folder, task string, figures []figure) measurement {
	path := filepath.Join("testdata", "gold", folder, "*.json")
	return measurement{set: "our articles, " + folder, task: task, gold: []string{path}, shown: path, figures: figures}
}

// set measures a development set; the page names it without the folder.
func set(data, task, name string, flags []string, figures []figure) measurement {
	return measurement{
		set: filepath.Base(name), task: task, flags: flags, figures: figures,
		gold: []string{filepath.Join(data, name+".jsonl.gz")}, shown: filepath.Base(name) + ".jsonl.gz",
	}
}

func (m measurement) named(set string) measurement {
	m.set = set
	return m
}

// accurately measures the accurate models: on few and small sets only, for what
// they cost.
func (m measurement) accurately() measurement {
	m.flags = append(slices.Clone(m.flags), "--models", "accurate")
	return m.named(m.set + ", accurate")
}
