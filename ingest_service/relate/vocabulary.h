#ifndef ISNAD_INGEST_SERVICE_RELATE_VOCABULARY_H_
#define ISNAD_INGEST_SERVICE_RELATE_VOCABULARY_H_

#include "ingest_service/relate/rule_book.h"
#include "ingest_service/relate/word_table.h"
#include "isnad/lexicon/v1/relate.pb.h"

namespace isnad {

// The word classes that rules ask for by name; `relate_*.textproto` says what
// is in each. A class that the lexicon does not have matches nothing.
struct Vocabulary {
  explicit Vocabulary(const lexicon::v1::RelateSection& section);
  // The second half of the construction: the classes of deeds.
  void ReadDeeds();

  WordTable table;
  RuleBook rules;

  // Speech.
  WordClasses say;     // takes "that", a colon or a quotation
  WordClasses say_np;  // also takes a noun of action or a preposition
  WordClasses that;
  WordClasses that_pronoun;  // "that he"; the content begins with it
  WordClasses relay;         // passes somebody's words on
  WordClasses carry;         // "he added": the speaker may be the last one
  WordClasses show;          // shows doubts, and says nothing else
  WordClasses doubt_noun;    // "doubts about"
  WordClasses reveal;        // with a noun, says only that something is done
  WordClasses raise;         // "raised the possibility"
  WordClasses inform;        // tells those concerned
  WordClasses demand;        // asks a state for something
  WordClasses matter;        // "this issue", "this step"
  WordClasses according;     // "according to"
  WordClasses source;        // unnamed people
  WordClasses analyst;       // unnamed people who speak for the firm named
  WordClasses spokesman;
  WordClasses outlet;      // newspaper, agency, channel
  WordClasses paper;       // statement, report, filing
  WordClasses own_paper;   // that a firm issues about itself
  WordClasses comment;     // what is refused when nothing is said
  WordClasses report_end;  // begins what is no longer reported
  WordClasses time_word;
  WordClasses about;

  // Clauses.
  WordClasses subordinator;
  WordClasses relative;
  WordClasses preposition;
  WordClasses negation;
  WordClasses absence;      // "lack of", before a noun of action
  WordClasses conditional;  // "in case of"
  WordClasses condition;    // begins the text of a condition
  WordClasses possible;
  WordClasses planned;
  WordClasses because;    // "because of", "under"
  WordClasses anaphor;    // "this", "these"
  WordClasses auxiliary;  // was, began, continued
  WordClasses likeness;   // "such as"
  WordClasses qad;        // "may", "has": says which by the verb behind it
  WordClasses in;
  WordClasses within;  // "in", "inside", "on", before a place of use

  // Parties.
  WordClasses company_noun;    // "company", "companies"
  WordClasses company_single;  // "the company"
  WordClasses buyer;           // "customers", "operators", also "companies"
  WordClasses state_noun;      // officials, prosecutors: with a nationality
  WordClasses state_head;      // "the government", "the ministry"
  WordClasses country_noun;    // "the country"
  WordClasses countries;       // "countries": several without names
  WordClasses backed;          // "backed by", "owned by"
  WordClasses title;           // of one who leads
  WordClasses post;            // of one who serves
  WordClasses rival;
  WordClasses customer;
  WordClasses named_as;  // a title that somebody gets
  WordClasses supplier;
  WordClasses supply;     // "supplies" goods to a firm
  WordClasses equip;      // "equips" a firm with goods
  WordClasses rely;       // "relies" on a firm
  WordClasses making;     // "the making of"
  WordClasses agreement;  // "deal", "contract"
  WordClasses make;
  WordClasses fabricate;
  WordClasses at_fab;  // "by", "in the factories of"
  WordClasses buy;
  WordClasses invest;
  WordClasses acquire;
  WordClasses seat;    // headquarters
  WordClasses belong;  // is part of
  WordClasses subsidiary;
  WordClasses employer;  // "works for the account of"
  WordClasses giant;     // generic heads in apposition with a name
  WordClasses own;       // "its own", "belonging to"

  // Goods.
  WordClasses chip_noun;    // "chip", "processors"
  WordClasses chip_single;  // "the chip"
  WordClasses trade;        // export, import, sale, entry
  WordClasses exports;
  WordClasses press;   // forces another state
  WordClasses import;  // entry into the country that decides
  WordClasses use;     // purchase and use at home
  WordClasses ware;    // "products", of a firm
  WordClasses restriction;
  WordClasses act_ban;  // forbids
  WordClasses license;
  WordClasses pay;  // what is paid: a share
  WordClasses listing;
  WordClasses market;
  WordClasses equipment;  // that chips are made with
  WordClasses tariff;
  WordClasses act_receive;  // is granted
  WordClasses act_lift;     // lifts, cancels
  WordClasses act_exempt;
  WordClasses act_impose;
  WordClasses act_refuse;
  WordClasses act_list;   // puts on a list
  WordClasses bill;       // a draft of a law
  WordClasses supply_to;  // "supplying", before who receives
  WordClasses entry;      // import, as a noun
  WordClasses act_resume;
  WordClasses act_stop;
  WordClasses act_probe;
  WordClasses act_urge;        // urges, asks, orders
  WordClasses act_exempted;    // "is exempt", "does not cover"
  WordClasses act_oblige;      // requires, needs, has to
  WordClasses permit_paper;    // "permit", also "remark": not a licence alone
  WordClasses export_control;  // "the export rules"
  WordClasses law;             // no word: names of laws
  WordClasses to_it;           // "to it", of a receiver
  WordClasses it;              // "of it", "to it", behind a verb
  WordClasses same;            // "the same", behind a noun
  WordClasses rule_noun;  // "the rule", "the decree": decides as its state does
  WordClasses world;      // regions without a name of their own
  WordClasses toward;     // "to", before a place
  WordClasses to;
  WordClasses from;
  WordClasses each;  // "each", "every", "several"
  WordClasses on;

  // Figures.
  WordClasses revenue;
  WordClasses market_value;
  WordClasses investment;
  WordClasses subsidy;
  WordClasses loss;
  WordClasses fall;
  WordClasses rise;
  WordClasses price;
  WordClasses share;
  WordClasses share_market;  // "of the market"
  WordClasses capacity;
  WordClasses other_metric;
  WordClasses stock;
  WordClasses forecast;
  WordClasses estimate;
  WordClasses conversion;
  WordClasses volume;
  WordClasses no_figure;
};

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_RELATE_VOCABULARY_H_
