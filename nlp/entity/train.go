package entity

import (
	"context"
	"io/fs"
	"slices"
	"strings"

	"quoth/models"
	"quoth/nlp"
	"quoth/nlp/modelfile"
)

// TrainOptions says what to learn from.
type TrainOptions struct {
	Sets      []Set         // annotated articles
	Lexical   fs.FS         // folder of word clusters and name lists; nil for those of the model that comes with the program
	Tokenizer nlp.Annotator // adds the tokens and sentences that the model will see
	Log       func(format string, arguments ...any)
	Settings  Settings
}

// Settings are the numbers of training.
type Settings struct {
	Rounds          int     // times all is learnt anew; the weights are the mean of all
	Epochs          int     // times every example is seen in a round
	Rate            float32 // of the adaptive steps
	Decay           float32 // pull of weights toward 0
	Dropout         float32 // share of places whose own word is hidden
	Hide            float32 // share of all features that is hidden
	MinCount        int     // times a feature must be seen
	Rows            int     // features that are kept
	Lowered         int     // one in so many informal articles is learnt in lower case as well; 0 for none
	InformalRows    int     // features that are kept of what informal text adds
	Networks        int     // members of the committee
	NetworkEpochs   int     // times each of them sees every example
	NetworkMinCount int     // times an input of theirs must be seen
}

// DefaultSettings were chosen on development sets.
var DefaultSettings = Settings{
	Rounds: 5, Epochs: 8, Rate: 0.1, Decay: 0.002, Dropout: 0.2, Hide: 0.3, MinCount: 3, Rows: 300_000, InformalRows: 40_000, Lowered: 6,
	Networks: 3, NetworkEpochs: 7, NetworkMinCount: 8,
}

// Train learns a model and gives the bytes of its file. The same options give
// the same bytes, whatever the number of processors.
func Train(ctx context.Context, o TrainOptions) ([]byte, error) {
	w := modelfile.NewWriter(modelKind, modelVersion)
	if err := o.writeVocabulary(w); err != nil {
		return nil, err
	}
	v, err := vocabularyOf(w)
	if err != nil {
		return nil, err
	}
	o.Log("vocabulary compiled")
	lessons, err := readLessons(ctx, o.Sets, o.Tokenizer)
	if err != nil {
		return nil, err
	}
	learnInformality(v, lessons, o.Sets).write(w)
	lessons = append(lessons, loweredLessons(lessons, o.Sets, o.Settings.Lowered)...)
	data, domains := newDataset(v, lessons, o)
	o.Log("%d articles, %d places, %d features", len(lessons), len(data.gold), len(data.hashes))
	l := newLearner(data, o.Settings, domains)
	if err := l.run(ctx, o.Log); err != nil {
		return nil, err
	}
	if err := l.write(w, o.Log); err != nil {
		return nil, err
	}
	if err := learnCommittee(ctx, newNetworkDataset(v, lessons, o), domains, o.Settings, w, o.Log); err != nil {
		return nil, err
	}
	return w.Encode()
}

// writeVocabulary compiles the lists, or takes them from the model that comes
// with the program.
func (o *TrainOptions) writeVocabulary(w *modelfile.Writer) error {
	if o.Lexical != nil {
		return compileVocabulary(o.Lexical, w)
	}
	f, err := modelfile.Read("entity/model.bin", models.Entity(), modelKind, modelVersion)
	if err != nil {
		return err
	}
	for _, name := range f.Sections() {
		if isLearnt(name) {
			continue
		}
		section, err := f.Bytes(name)
		if err != nil {
			return err
		}
		if err := w.Packed(name, section); err != nil {
			return err
		}
	}
	return nil
}

// What a model has learnt stands in these sections, apart from its lists.
const (
	informalitySection = "manner"
	numbersSection     = "numbers"
)

// featureSections begin the names of the sections of each manner's weights.
var featureSections = [manners]string{ownManner: "features", informalManner: "informal"}

func isLearnt(section string) bool {
	table, _, _ := strings.Cut(section, ".")
	return section == informalitySection || section == numbersSection || slices.Contains(featureSections[:], table) ||
		table == inputSection || strings.HasPrefix(table, memberPrefix)
}

// vocabularyOf reads back the sections that were just written.
func vocabularyOf(w *modelfile.Writer) (*vocabulary, error) {
	data, err := w.Encode()
	if err != nil {
		return nil, err
	}
	f, err := modelfile.Read("vocabulary", data, modelKind, modelVersion)
	if err != nil {
		return nil, err
	}
	return readVocabulary(f)
}
