// Persian, Urdu, Kurdish and Maghrebi letters fold to the Arabic letter from
// which they are drawn, not to the nearest sound: a name written with gaf is
// also written with kaf, while spelling by sound differs from writer to writer
// and belongs to the matching of names. The comma U+060C stays itself, so that
// it is never taken for the decimal comma.
#include "common/text/fold_letters.h"

#include <cstddef>

#include "common/text/fold.h"

namespace isnad {

const LetterFold kLetterFolds[] = {
    {0x0060, U'\'', 0, FoldStep::kQuotes},  // grave accent
    // left-pointing double angle quotation mark
    {0x00AB, U'"', 0, FoldStep::kQuotes},
    {0x00B4, U'\'', 0, FoldStep::kQuotes},  // acute accent
    // right-pointing double angle quotation mark
    {0x00BB, U'"', 0, FoldStep::kQuotes},
    {0x00C6, U'A', U'E', FoldStep::kDiacritics},  // capital ae
    {0x00D0, U'D', 0, FoldStep::kDiacritics},     // capital eth
    {0x00D8, U'O', 0, FoldStep::kDiacritics},     // capital o with stroke
    {0x00DE, U'T', U'H', FoldStep::kDiacritics},  // capital thorn
    {0x00E6, U'a', U'e', FoldStep::kDiacritics},  // ae
    {0x00F0, U'd', 0, FoldStep::kDiacritics},     // eth
    {0x00F8, U'o', 0, FoldStep::kDiacritics},     // o with stroke
    {0x00FE, U't', U'h', FoldStep::kDiacritics},  // thorn
    {0x0110, U'D', 0, FoldStep::kDiacritics},     // capital d with stroke
    {0x0111, U'd', 0, FoldStep::kDiacritics},     // d with stroke
    {0x0126, U'H', 0, FoldStep::kDiacritics},     // capital h with stroke
    {0x0127, U'h', 0, FoldStep::kDiacritics},     // h with stroke
    {0x0131, U'i', 0, FoldStep::kDiacritics},     // dotless i
    {0x0141, U'L', 0, FoldStep::kDiacritics},     // capital l with stroke
    {0x0142, U'l', 0, FoldStep::kDiacritics},     // l with stroke
    {0x0152, U'O', U'E', FoldStep::kDiacritics},  // latin capital ligature oe
    {0x0153, U'o', U'e', FoldStep::kDiacritics},  // latin small ligature oe
    {0x0166, U'T', 0, FoldStep::kDiacritics},     // capital t with stroke
    {0x0167, U't', 0, FoldStep::kDiacritics},     // t with stroke
    {0x0180, U'b', 0, FoldStep::kDiacritics},     // b with stroke
    {0x01E4, U'G', 0, FoldStep::kDiacritics},     // capital g with stroke
    {0x01E5, U'g', 0, FoldStep::kDiacritics},     // g with stroke
    {0x02BB, U'\'', 0, FoldStep::kQuotes},  // modifier letter turned comma
    {0x02BC, U'\'', 0, FoldStep::kQuotes},  // modifier letter apostrophe
    {0x0609, 0x2030, 0, FoldStep::kPunctuation},  // arabic-indic per mille sign
    {0x061B, U';', 0, FoldStep::kPunctuation},    // arabic semicolon
    {0x061F, U'?', 0, FoldStep::kPunctuation},    // arabic question mark
    {0x0620, 0x064A, 0, FoldStep::kPersianLetters},  // kashmiri yeh
    {0x0622, 0x0627, 0, FoldStep::kAlef},            // alef with madda above
    {0x0623, 0x0627, 0, FoldStep::kAlef},            // alef with hamza above
    {0x0624, 0x0648, 0, FoldStep::kHamza},           // waw with hamza above
    {0x0625, 0x0627, 0, FoldStep::kAlef},            // alef with hamza below
    {0x0626, 0x064A, 0, FoldStep::kHamza},           // yeh with hamza above
    {0x0629, 0x0647, 0, FoldStep::kTaMarbuta},       // teh marbuta
    // keheh with two dots above
    {0x063B, 0x0643, 0, FoldStep::kPersianLetters},
    // keheh with three dots below
    {0x063C, 0x0643, 0, FoldStep::kPersianLetters},
    // farsi yeh with inverted v
    {0x063D, 0x064A, 0, FoldStep::kPersianLetters},
    // farsi yeh with two dots above
    {0x063E, 0x064A, 0, FoldStep::kPersianLetters},
    // farsi yeh with three dots above
    {0x063F, 0x064A, 0, FoldStep::kPersianLetters},
    {0x0649, 0x064A, 0, FoldStep::kYa},         // alef maksura
    {0x066A, U'%', 0, FoldStep::kPunctuation},  // arabic percent sign
    {0x066B, U'.', 0, FoldStep::kPunctuation},  // arabic decimal separator
    {0x066C, U',', 0, FoldStep::kPunctuation},  // arabic thousands separator
    {0x066D, U'*', 0, FoldStep::kPunctuation},  // arabic five pointed star
    {0x066E, 0x0628, 0, FoldStep::kPersianLetters},  // dotless beh
    {0x0671, 0x0627, 0, FoldStep::kAlef},            // alef wasla
    {0x0672, 0x0627, 0, FoldStep::kAlef},   // alef with wavy hamza above
    {0x0673, 0x0627, 0, FoldStep::kAlef},   // alef with wavy hamza below
    {0x0674, 0x0621, 0, FoldStep::kHamza},  // high hamza
    {0x0675, 0x0627, 0, FoldStep::kAlef},   // high hamza alef
    {0x0676, 0x0648, 0, FoldStep::kHamza},  // high hamza waw
    {0x0677, 0x0648, 0, FoldStep::kHamza},  // u with hamza above
    {0x0678, 0x064A, 0, FoldStep::kHamza},  // high hamza yeh
    {0x0679, 0x062A, 0, FoldStep::kPersianLetters},  // tteh
    {0x067A, 0x062A, 0, FoldStep::kPersianLetters},  // tteheh
    {0x067B, 0x0628, 0, FoldStep::kPersianLetters},  // beeh
    {0x067C, 0x062A, 0, FoldStep::kPersianLetters},  // teh with ring
    // teh with three dots above downwards
    {0x067D, 0x062A, 0, FoldStep::kPersianLetters},
    {0x067E, 0x0628, 0, FoldStep::kPersianLetters},  // peh
    {0x067F, 0x062A, 0, FoldStep::kPersianLetters},  // teheh
    {0x0680, 0x0628, 0, FoldStep::kPersianLetters},  // beheh
    {0x0681, 0x062D, 0, FoldStep::kPersianLetters},  // hah with hamza above
    // hah with two dots vertical above
    {0x0682, 0x062D, 0, FoldStep::kPersianLetters},
    {0x0683, 0x062C, 0, FoldStep::kPersianLetters},  // nyeh
    {0x0684, 0x062C, 0, FoldStep::kPersianLetters},  // dyeh
    // hah with three dots above
    {0x0685, 0x062D, 0, FoldStep::kPersianLetters},
    {0x0686, 0x062C, 0, FoldStep::kPersianLetters},  // tcheh
    {0x0687, 0x062C, 0, FoldStep::kPersianLetters},  // tcheheh
    {0x0688, 0x062F, 0, FoldStep::kPersianLetters},  // ddal
    {0x0689, 0x062F, 0, FoldStep::kPersianLetters},  // dal with ring
    {0x068A, 0x062F, 0, FoldStep::kPersianLetters},  // dal with dot below
    // dal with dot below and small tah
    {0x068B, 0x062F, 0, FoldStep::kPersianLetters},
    {0x068C, 0x062F, 0, FoldStep::kPersianLetters},  // dahal
    {0x068D, 0x062F, 0, FoldStep::kPersianLetters},  // ddahal
    {0x068E, 0x062F, 0, FoldStep::kPersianLetters},  // dul
    // dal with three dots above downwards
    {0x068F, 0x062F, 0, FoldStep::kPersianLetters},
    {0x0690, 0x062F, 0, FoldStep::kPersianLetters},  // dal with four dots above
    {0x0691, 0x0631, 0, FoldStep::kPersianLetters},  // rreh
    {0x0692, 0x0631, 0, FoldStep::kPersianLetters},  // reh with small v
    {0x0693, 0x0631, 0, FoldStep::kPersianLetters},  // reh with ring
    {0x0694, 0x0631, 0, FoldStep::kPersianLetters},  // reh with dot below
    {0x0695, 0x0631, 0, FoldStep::kPersianLetters},  // reh with small v below
    // reh with dot below and dot above
    {0x0696, 0x0631, 0, FoldStep::kPersianLetters},
    {0x0697, 0x0631, 0, FoldStep::kPersianLetters},  // reh with two dots above
    {0x0698, 0x0632, 0, FoldStep::kPersianLetters},  // jeh
    {0x0699, 0x0632, 0, FoldStep::kPersianLetters},  // reh with four dots above
    {0x06A1, 0x0641, 0, FoldStep::kPersianLetters},  // dotless feh
    {0x06A2, 0x0641, 0, FoldStep::kPersianLetters},  // feh with dot moved below
    {0x06A3, 0x0641, 0, FoldStep::kPersianLetters},  // feh with dot below
    {0x06A4, 0x0641, 0, FoldStep::kPersianLetters},  // veh
    // feh with three dots below
    {0x06A5, 0x0641, 0, FoldStep::kPersianLetters},
    {0x06A6, 0x0641, 0, FoldStep::kPersianLetters},  // peheh
    {0x06A7, 0x0642, 0, FoldStep::kPersianLetters},  // qaf with dot above
    // qaf with three dots above
    {0x06A8, 0x0642, 0, FoldStep::kPersianLetters},
    {0x06A9, 0x0643, 0, FoldStep::kPersianLetters},  // keheh
    {0x06AA, 0x0643, 0, FoldStep::kPersianLetters},  // swash kaf
    {0x06AB, 0x0643, 0, FoldStep::kPersianLetters},  // kaf with ring
    {0x06AC, 0x0643, 0, FoldStep::kPersianLetters},  // kaf with dot above
    {0x06AD, 0x0643, 0, FoldStep::kPersianLetters},  // ng
    // kaf with three dots below
    {0x06AE, 0x0643, 0, FoldStep::kPersianLetters},
    {0x06AF, 0x0643, 0, FoldStep::kPersianLetters},  // gaf
    {0x06B0, 0x0643, 0, FoldStep::kPersianLetters},  // gaf with ring
    {0x06B1, 0x0643, 0, FoldStep::kPersianLetters},  // ngoeh
    {0x06B2, 0x0643, 0, FoldStep::kPersianLetters},  // gaf with two dots below
    {0x06B3, 0x0643, 0, FoldStep::kPersianLetters},  // gueh
    // gaf with three dots above
    {0x06B4, 0x0643, 0, FoldStep::kPersianLetters},
    {0x06B5, 0x0644, 0, FoldStep::kPersianLetters},  // lam with small v
    {0x06B6, 0x0644, 0, FoldStep::kPersianLetters},  // lam with dot above
    // lam with three dots above
    {0x06B7, 0x0644, 0, FoldStep::kPersianLetters},
    // lam with three dots below
    {0x06B8, 0x0644, 0, FoldStep::kPersianLetters},
    {0x06B9, 0x0646, 0, FoldStep::kPersianLetters},  // noon with dot below
    {0x06BA, 0x0646, 0, FoldStep::kPersianLetters},  // noon ghunna
    {0x06BB, 0x0646, 0, FoldStep::kPersianLetters},  // rnoon
    {0x06BC, 0x0646, 0, FoldStep::kPersianLetters},  // noon with ring
    // noon with three dots above
    {0x06BD, 0x0646, 0, FoldStep::kPersianLetters},
    {0x06BE, 0x0647, 0, FoldStep::kPersianLetters},  // heh doachashmee
    {0x06C0, 0x0647, 0, FoldStep::kPersianLetters},  // heh with yeh above
    {0x06C1, 0x0647, 0, FoldStep::kPersianLetters},  // heh goal
    // heh goal with hamza above
    {0x06C2, 0x0647, 0, FoldStep::kPersianLetters},
    {0x06C3, 0x0647, 0, FoldStep::kTaMarbuta},       // teh marbuta goal
    {0x06C4, 0x0648, 0, FoldStep::kPersianLetters},  // waw with ring
    {0x06C5, 0x0648, 0, FoldStep::kPersianLetters},  // kirghiz oe
    {0x06C6, 0x0648, 0, FoldStep::kPersianLetters},  // oe
    {0x06C7, 0x0648, 0, FoldStep::kPersianLetters},  // u
    {0x06C8, 0x0648, 0, FoldStep::kPersianLetters},  // yu
    {0x06C9, 0x0648, 0, FoldStep::kPersianLetters},  // kirghiz yu
    {0x06CA, 0x0648, 0, FoldStep::kPersianLetters},  // waw with two dots above
    {0x06CB, 0x0648, 0, FoldStep::kPersianLetters},  // ve
    {0x06CC, 0x064A, 0, FoldStep::kPersianLetters},  // farsi yeh
    {0x06CD, 0x064A, 0, FoldStep::kPersianLetters},  // yeh with tail
    {0x06CE, 0x064A, 0, FoldStep::kPersianLetters},  // yeh with small v
    {0x06CF, 0x0648, 0, FoldStep::kPersianLetters},  // waw with dot above
    {0x06D0, 0x064A, 0, FoldStep::kPersianLetters},  // e
    // yeh with three dots below
    {0x06D1, 0x064A, 0, FoldStep::kPersianLetters},
    {0x06D2, 0x064A, 0, FoldStep::kPersianLetters},  // yeh barree
    // yeh barree with hamza above
    {0x06D3, 0x064A, 0, FoldStep::kPersianLetters},
    {0x06D4, U'.', 0, FoldStep::kPunctuation},       // arabic full stop
    {0x06D5, 0x0647, 0, FoldStep::kPersianLetters},  // ae
    {0x2010, U'-', 0, FoldStep::kPunctuation},       // hyphen
    {0x2011, U'-', 0, FoldStep::kPunctuation},       // non-breaking hyphen
    {0x2012, U'-', 0, FoldStep::kPunctuation},       // figure dash
    {0x2013, U'-', 0, FoldStep::kPunctuation},       // en dash
    {0x2014, U'-', 0, FoldStep::kPunctuation},       // em dash
    {0x2015, U'-', 0, FoldStep::kPunctuation},       // horizontal bar
    {0x2018, U'\'', 0, FoldStep::kQuotes},  // left single quotation mark
    {0x2019, U'\'', 0, FoldStep::kQuotes},  // right single quotation mark
    {0x201A, U'\'', 0, FoldStep::kQuotes},  // single low-9 quotation mark
    // single high-reversed-9 quotation mark
    {0x201B, U'\'', 0, FoldStep::kQuotes},
    {0x201C, U'"', 0, FoldStep::kQuotes},  // left double quotation mark
    {0x201D, U'"', 0, FoldStep::kQuotes},  // right double quotation mark
    {0x201E, U'"', 0, FoldStep::kQuotes},  // double low-9 quotation mark
    // double high-reversed-9 quotation mark
    {0x201F, U'"', 0, FoldStep::kQuotes},
    {0x2023, 0x2022, 0, FoldStep::kPunctuation},  // triangular bullet
    {0x2032, U'\'', 0, FoldStep::kQuotes},        // prime
    {0x2033, U'"', 0, FoldStep::kQuotes},         // double prime
    {0x2035, U'\'', 0, FoldStep::kQuotes},        // reversed prime
    {0x2036, U'"', 0, FoldStep::kQuotes},         // reversed double prime
    // single left-pointing angle quotation mark
    {0x2039, U'\'', 0, FoldStep::kQuotes},
    // single right-pointing angle quotation mark
    {0x203A, U'\'', 0, FoldStep::kQuotes},
    {0x2043, 0x2022, 0, FoldStep::kPunctuation},  // hyphen bullet
    {0x2044, U'/', 0, FoldStep::kPunctuation},    // fraction slash
    {0x2212, U'-', 0, FoldStep::kPunctuation},    // minus sign
    {0x2215, U'/', 0, FoldStep::kPunctuation},    // division slash
    {0x2219, 0x2022, 0, FoldStep::kPunctuation},  // bullet operator
    {0x25A0, 0x2022, 0, FoldStep::kPunctuation},  // black square
    {0x25AA, 0x2022, 0, FoldStep::kPunctuation},  // black small square
    // black right-pointing small triangle
    {0x25B8, 0x2022, 0, FoldStep::kPunctuation},
    // black right-pointing pointer
    {0x25BA, 0x2022, 0, FoldStep::kPunctuation},
    {0x25CF, 0x2022, 0, FoldStep::kPunctuation},  // black circle
    {0x25E6, 0x2022, 0, FoldStep::kPunctuation},  // white bullet
    // heavy single turned comma quotation mark ornament
    {0x275B, U'\'', 0, FoldStep::kQuotes},
    // heavy single comma quotation mark ornament
    {0x275C, U'\'', 0, FoldStep::kQuotes},
    // heavy double turned comma quotation mark ornament
    {0x275D, U'"', 0, FoldStep::kQuotes},
    // heavy double comma quotation mark ornament
    {0x275E, U'"', 0, FoldStep::kQuotes},
    // reversed double prime quotation mark
    {0x301D, U'"', 0, FoldStep::kQuotes},
    {0x301E, U'"', 0, FoldStep::kQuotes},  // double prime quotation mark
    {0x301F, U'"', 0, FoldStep::kQuotes},  // low double prime quotation mark
    {0xFE50, U',', 0, FoldStep::kPunctuation},  // small comma
    {0xFE58, U'-', 0, FoldStep::kPunctuation},  // small em dash
};

const size_t kLetterFoldCount = sizeof(kLetterFolds) / sizeof(kLetterFolds[0]);

}  // namespace isnad
