package pipeline

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"slices"
	"time"

	"github.com/apache/arrow/go/v17/arrow"

	"quoth/pipeline/commit"
	"quoth/pipeline/limit"
	"quoth/pipeline/sink"
	"quoth/pipeline/source"
	"quoth/pipeline/table"
)

// A Manifest is run.json: what a run did, with what, when and where; and what
// the runs before it did, to which it added.
type Manifest struct {
	SchemaVersion       string        `json:"schema_version"`
	Program             string        `json:"program"`
	Version             string        `json:"version"`
	Run                 int           `json:"run"` // of the output, from 0
	RunID               string        `json:"run_id,omitempty"`
	Inputs              []string      `json:"inputs"`              // as given
	Directory           string        `json:"directory,omitempty"` // that inputs are relative to
	Root                string        `json:"root,omitempty"`      // that sources are relative to
	InputList           commit.Part   `json:"input_list"`
	Index               commit.Part   `json:"index"`              // of all articles
	Replaced            *commit.Part  `json:"replaced,omitempty"` // list of articles whose earlier rows are not current
	Configuration       Configuration `json:"configuration"`
	ConfigurationSHA256 string        `json:"configuration_sha256"`
	Counts              Summary       `json:"counts"`
	Tables              []TableParts  `json:"tables"`
	Started             time.Time     `json:"started"`
	Finished            time.Time     `json:"finished"`
	Host                string        `json:"host,omitempty"`
	Workers             int           `json:"workers"`
	Compacted           bool          `json:"compacted,omitempty"` // all rows were written anew since, as of run 0
	Earlier             []EarlierRun  `json:"earlier,omitempty"`   // runs before it that the output came of, oldest first

	// Configurations are those of earlier runs which differ from this one's, by
	// their hashes.
	Configurations map[string]Configuration `json:"configurations,omitempty"`
}

// An EarlierRun is what the manifest of an earlier run said of it.
type EarlierRun struct {
	Run                 int       `json:"run"`
	RunID               string    `json:"run_id,omitempty"`
	Version             string    `json:"version"`
	Inputs              []string  `json:"inputs"`
	Directory           string    `json:"directory,omitempty"`
	Root                string    `json:"root,omitempty"`
	ConfigurationSHA256 string    `json:"configuration_sha256"`
	Counts              Summary   `json:"counts"`
	Started             time.Time `json:"started"`
	Finished            time.Time `json:"finished"`
	Host                string    `json:"host,omitempty"`
	Workers             int       `json:"workers"`
}

// asEarlier is the manifest's own run as a later one tells of it.
func (m *Manifest) asEarlier() EarlierRun {
	return EarlierRun{
		Run: m.Run, RunID: m.RunID, Version: m.Version, Inputs: m.Inputs, Directory: m.Directory, Root: m.Root,
		ConfigurationSHA256: m.ConfigurationSHA256, Counts: m.Counts, Started: m.Started, Finished: m.Finished, Host: m.Host, Workers: m.Workers,
	}
}

// runs lists all runs of the output, oldest first.
func (m *Manifest) runs() []EarlierRun { return append(slices.Clone(m.Earlier), m.asEarlier()) }

// roots gives the root of every run by its number.
func (m *Manifest) roots() map[int]string {
	roots := map[int]string{}
	for _, e := range m.runs() {
		roots[e.Run] = e.Root
	}
	return roots
}

// follow makes a manifest that of a run which added to an earlier one.
func (m *Manifest) follow(earlier *Manifest) {
	m.Run, m.Earlier = earlier.Run+1, earlier.runs()
	all := maps.Clone(earlier.Configurations)
	if all == nil {
		all = map[string]Configuration{}
	}
	all[earlier.ConfigurationSHA256] = earlier.Configuration
	delete(all, m.ConfigurationSHA256)
	if len(all) > 0 {
		m.Configurations = all
	}
}

// TableParts lists the files of one table.
type TableParts struct {
	Name  string        `json:"name"`
	Rows  int64         `json:"rows"`
	Parts []commit.Part `json:"parts"`
}

// A Configuration is all that decides, beside the input, what bytes a run
// writes.
type Configuration struct {
	Version       string            `json:"version"`
	SchemaVersion string            `json:"schema_version"`
	Annotators    []Annotator       `json:"annotators"`
	Choices       map[string]string `json:"choices"`
	License       string            `json:"license,omitempty"`
	PartitionBy   []string          `json:"partition_by,omitempty"`
	Compression   sink.Compression  `json:"compression,omitempty"`
	Format        sink.Format       `json:"format"`
	Tables        []string          `json:"tables"`
	NoText        bool              `json:"no_text"`
	Formula       bool              `json:"formula"`
	InputFormat   source.Format     `json:"input_format"`
	Fields        map[string]string `json:"fields"`
	FollowLinks   bool              `json:"follow_links"`
	Language      string            `json:"language"`
	Others        Others            `json:"other_languages,omitempty"`
	Duplicates    bool              `json:"duplicates"`
	Limit         int               `json:"limit"`
	Limits        limit.Limits      `json:"limits"`
}

// An Annotator names an annotator that took part, with its models.
type Annotator struct {
	Name    string  `json:"name"`
	Version string  `json:"version"`
	Models  []Model `json:"models,omitempty"`
}

// A Model names the trained weights of an annotator.
type Model struct {
	Name   string `json:"name"`
	SHA256 string `json:"sha256"`
	Bytes  int64  `json:"bytes"`
}

func (o Options) configuration(tables []table.Table) Configuration {
	c := Configuration{
		Version: o.Version, SchemaVersion: table.SchemaVersion, Choices: o.Choices, License: o.License, PartitionBy: o.PartitionBy, Compression: o.Compression, Format: o.Format, NoText: o.NoText, Formula: o.Formula,
		InputFormat: o.InputFormat, Fields: o.Fields, FollowLinks: o.FollowLinks, Language: o.Language, Others: o.Others,
		Duplicates: o.Duplicates != nil, Limit: o.Limit, Limits: o.Limits,
	}
	for _, d := range o.Annotate.Describe() {
		a := Annotator{Name: d.Name, Version: d.Version}
		for _, m := range d.Models {
			a.Models = append(a.Models, Model(m))
		}
		c.Annotators = append(c.Annotators, a)
	}
	for _, t := range tables {
		c.Tables = append(c.Tables, t.Name)
	}
	return c
}

// SHA256 is the hash of the configuration's JSON, whose order is fixed.
func (c Configuration) SHA256() string {
	words, err := json.Marshal(c)
	if err != nil {
		words = fmt.Append(nil, c) // no field of it can fail to marshal
	}
	h := sha256.Sum256(words)
	return hex.EncodeToString(h[:])
}

// metadata is what every file carries beside its rows.
func (c Configuration) metadata() arrow.Metadata {
	keys := []string{"quoth.schema_version", "quoth.version", "quoth.configuration_sha256"}
	values := []string{c.SchemaVersion, c.Version, c.SHA256()}
	if c.License != "" {
		keys, values = append(keys, "quoth.license"), append(values, c.License)
	}
	for _, a := range c.Annotators {
		for _, m := range a.Models {
			keys = append(keys, "quoth.model."+m.Name)
			values = append(values, m.SHA256)
		}
	}
	return arrow.NewMetadata(keys, values)
}

// writeManifest stages run.json.
func writeManifest(output *commit.Output, m Manifest) error {
	m.Finished = time.Now().UTC()
	m.Host, _ = os.Hostname() // a machine without a name has none in the manifest
	w, err := output.Create(commit.Manifest)
	if err != nil {
		return err
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	encodeErr := e.Encode(m)
	if _, err := w.Finish(); err != nil {
		return err
	}
	return encodeErr
}

// readManifest reads the manifest of the finished run in an output.
func readManifest(output *commit.Output) (Manifest, error) {
	var m Manifest
	words, err := output.ReadPublished(commit.Manifest)
	if err != nil {
		return m, err
	}
	if err := json.Unmarshal(words, &m); err != nil {
		return m, fmt.Errorf("%s: %w", commit.Manifest, err)
	}
	return m, nil
}
