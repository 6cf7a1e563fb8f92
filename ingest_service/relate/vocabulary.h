#ifndef ISNAD_INGEST_SERVICE_RELATE_VOCABULARY_H_
#define ISNAD_INGEST_SERVICE_RELATE_VOCABULARY_H_

#include <array>
#include <cstddef>

#include "ingest_service/relate/items.h"
#include "ingest_service/relate/rule_book.h"
#include "ingest_service/relate/word_table.h"
#include "isnad/lexicon/v1/relate.pb.h"

namespace isnad {

// The word classes that rules ask for by name; `relate_*.textproto` says what
// is in each. A class that the lexicon does not have matches nothing.
struct Vocabulary {
  explicit Vocabulary(const lexicon::v1::RelateSection& section);

  WordTable table;
  RuleBook rules;

  // Speech.
  WordClasses say = table.Class("say");  // takes "that", a colon or a quotation
  // Also takes a noun of action or a preposition.
  WordClasses say_np = table.Class("say_np");
  WordClasses that = table.Class("that");
  // "that he"; the content begins with it.
  WordClasses that_pronoun = table.Class("that_pronoun");
  WordClasses relay = table.Class("relay");  // passes somebody's words on
  // Shows doubts, and says nothing else.
  WordClasses show = table.Class("show");
  WordClasses doubt_noun = table.Class("doubt_noun");  // "doubts about"
  // With a noun, says only that something is done.
  WordClasses reveal = table.Class("reveal");
  WordClasses raise = table.Class("raise");    // "raised the possibility"
  WordClasses inform = table.Class("inform");  // tells those concerned
  WordClasses demand = table.Class("demand");  // asks a state for something
  WordClasses matter = table.Class("matter");  // "this issue", "this step"
  WordClasses according = table.Class("according");  // "according to"
  WordClasses source = table.Class("source");        // unnamed people
  // "publishing"; with a pronoun "his name".
  WordClasses disclose = table.Class("disclose");
  // Unnamed people who speak for the firm named.
  WordClasses analyst = table.Class("analyst");
  WordClasses spokesman = table.Class("spokesman");
  WordClasses outlet = table.Class("outlet");  // newspaper, agency, channel
  WordClasses paper = table.Class("paper");    // statement, report, filing
  WordClasses data = table.Class("data");      // data, figures, estimates
  // That a firm issues about itself.
  WordClasses own_paper = table.Class("own_paper");
  // Begins what is no longer reported.
  WordClasses report_end = table.Class("report_end");
  WordClasses time_word = table.Class("time_word");
  WordClasses about = table.Class("about");
  WordClasses thus = table.Class("thus");  // «"...", thus said X»
  // «as X disclosed» may as well be «X also disclosed».
  WordClasses as_or_also = table.Class("as_or_also");

  // Clauses.
  WordClasses subordinator = table.Class("subordinator");
  WordClasses relative = table.Class("relative");
  WordClasses preposition = table.Class("preposition");
  WordClasses negation = table.Class("negation");
  // "lack of", before a noun of action.
  WordClasses absence = table.Class("absence");
  WordClasses did_not = table.Class("did_not");
  WordClasses whether = table.Class("whether");    // begins a question
  WordClasses but = table.Class("but");            // also with a pronoun
  WordClasses contrast = table.Class("contrast");  // "while"
  WordClasses then = table.Class("then");
  WordClasses either_or = table.Class("or");
  WordClasses between = table.Class("between");
  WordClasses topic = table.Class("topic");              // "as for"
  WordClasses conditional = table.Class("conditional");  // "in case of"
  // Begins the text of a condition.
  WordClasses condition = table.Class("condition");
  WordClasses possible = table.Class("possible");
  WordClasses planned = table.Class("planned");
  WordClasses because = table.Class("because");      // "because of", "under"
  WordClasses anaphor = table.Class("anaphor");      // "this", "these"
  WordClasses auxiliary = table.Class("auxiliary");  // was, began, continued
  WordClasses likeness = table.Class("likeness");    // "such as"
  // "may", "has": says which by the verb behind it.
  WordClasses qad = table.Class("qad");
  WordClasses in = table.Class("in");
  WordClasses with = table.Class("with");
  // "in", "inside", "on", before a place of use.
  WordClasses within = table.Class("within");

  // Parties.
  // "company", "companies".
  WordClasses company_noun = table.Class("company_noun");
  WordClasses company_single = table.Class("company_single");  // "the company"
  // "customers", "operators", also "companies".
  WordClasses buyer = table.Class("buyer");
  // Officials, prosecutors: with a nationality.
  WordClasses state_noun = table.Class("state_noun");
  // "the government", "the ministry".
  WordClasses state_head = table.Class("state_head");
  WordClasses act_sell = table.Class("act_sell");
  WordClasses site = table.Class("site");    // "plant"
  WordClasses panel = table.Class("panel");  // "the committee", "the bureau"
  WordClasses country_noun = table.Class("country_noun");  // "the country"
  // "countries": several without names.
  WordClasses countries = table.Class("countries");
  WordClasses backed = table.Class("backed");        // "backed by", "owned by"
  WordClasses title = table.Class("title");          // of one who leads
  WordClasses post = table.Class("post");            // of one who serves
  WordClasses post_noun = table.Class("post_noun");  // "the post of"
  WordClasses counterpart = table.Class("counterpart");
  WordClasses rival = table.Class("rival");
  WordClasses customer = table.Class("customer");
  WordClasses named_as = table.Class("named_as");  // a title that somebody gets
  WordClasses supplier = table.Class("supplier");
  WordClasses supply = table.Class("supply");  // "supplies" goods to a firm
  WordClasses equip = table.Class("equip");    // "equips" a firm with goods
  WordClasses rely = table.Class("rely");      // "relies" on a firm
  WordClasses making = table.Class("making");  // "the making of"
  WordClasses agreement = table.Class("agreement");  // "deal", "contract"
  WordClasses make = table.Class("make");
  WordClasses fabricate = table.Class("fabricate");
  WordClasses at_fab = table.Class("at_fab");  // "by", "in the factories of"
  WordClasses buy = table.Class("buy");        // buys, orders, uses
  WordClasses purchase = table.Class("purchase");  // buys: goods or a firm
  WordClasses invest = table.Class("invest");
  WordClasses acquire = table.Class("acquire");
  WordClasses stake = table.Class("stake");  // "share" of a firm
  WordClasses owns = table.Class("owns");
  WordClasses seat = table.Class("seat");      // headquarters
  WordClasses belong = table.Class("belong");  // is part of
  WordClasses subsidiary = table.Class("subsidiary");
  WordClasses ownership = table.Class("ownership");  // "the ownership of"
  // Generic heads in apposition with a name.
  WordClasses giant = table.Class("giant");
  WordClasses own = table.Class("own");  // "its own", "belonging to"

  // Goods.
  WordClasses chip_noun = table.Class("chip_noun");      // "chip", "processors"
  WordClasses chip_single = table.Class("chip_single");  // "the chip"
  WordClasses reexport = table.Class("reexport");
  WordClasses trade = table.Class("trade");  // export, import, sale, entry
  WordClasses exports = table.Class("exports");
  WordClasses press = table.Class("press");  // forces another state
  // Entry into the country that decides.
  WordClasses import = table.Class("import");
  WordClasses use = table.Class("use");    // purchase and use at home
  WordClasses ware = table.Class("ware");  // "products", of a firm
  WordClasses restriction = table.Class("restriction");
  WordClasses act_ban = table.Class("act_ban");  // forbids
  WordClasses license = table.Class("license");
  WordClasses act_pay = table.Class("act_pay");  // pays a state
  WordClasses pay = table.Class("pay");          // what is paid: a share
  WordClasses listing = table.Class("listing");
  WordClasses market = table.Class("market");
  // "soil", "doors", of a country.
  WordClasses territory = table.Class("territory");
  WordClasses place_noun = table.Class("place_noun");  // "city", "province"
  WordClasses equipment = table.Class("equipment");  // that chips are made with
  WordClasses tariff = table.Class("tariff");
  WordClasses act_receive = table.Class("act_receive");  // is granted
  WordClasses act_lift = table.Class("act_lift");        // lifts, cancels
  WordClasses act_back = table.Class("act_back");        // goes back on
  WordClasses act_delay = table.Class("act_delay");      // puts off
  WordClasses act_restrict = table.Class("act_restrict");
  WordClasses act_tighten = table.Class("act_tighten");
  // «forbidden», «allowed»: said of what stands before.
  WordClasses passive = table.Class("passive");
  // «by», before who does what a passive verb tells.
  WordClasses by_agent = table.Class("by_agent");
  // «access», of whom goods reach.
  WordClasses access = table.Class("access");
  WordClasses act_rule_out = table.Class("act_rule_out");  // excludes
  WordClasses act_permit = table.Class("act_permit");      // allows
  WordClasses share_base = table.Class("share_base");      // "of the revenue"
  // «withheld», from whom goods do not reach.
  WordClasses withhold = table.Class("withhold");
  WordClasses off = table.Class("off");  // "from", "off", behind such a verb
  WordClasses way = table.Class("way");  // a door, a loophole
  WordClasses act_exempt = table.Class("act_exempt");
  WordClasses act_impose = table.Class("act_impose");
  WordClasses act_refuse = table.Class("act_refuse");
  WordClasses act_list = table.Class("act_list");  // puts on a list
  WordClasses bill = table.Class("bill");          // a draft of a law
  // "supplying", before who receives.
  WordClasses supply_to = table.Class("supply_to");
  WordClasses entry = table.Class("entry");  // import, as a noun
  WordClasses act_resume = table.Class("act_resume");
  WordClasses stays = table.Class("stays");  // goes on as it is
  WordClasses act_stop = table.Class("act_stop");
  WordClasses act_probe = table.Class("act_probe");
  WordClasses act_consider = table.Class("act_consider");
  WordClasses act_decide = table.Class("act_decide");
  WordClasses act_urge = table.Class("act_urge");  // urges, asks, orders
  // "is exempt", "does not cover".
  WordClasses act_exempted = table.Class("act_exempted");
  WordClasses act_oblige = table.Class("act_oblige") |
                           table.Class("act_require");  // requires, has to
  // "permit", also "remark": not a licence alone.
  WordClasses permit_paper = table.Class("permit_paper");
  // "the export rules".
  WordClasses export_control = table.Class("export_control");
  WordClasses law = table.Class("law");      // no word: names of laws
  WordClasses to_it = table.Class("to_it");  // "to it", of a receiver
  WordClasses it = table.Class("it");        // "of it", "to it", behind a verb
  WordClasses same = table.Class("same");    // "the same", behind a noun
  // "the rule", "the decree": decides as its state does.
  WordClasses rule_noun = table.Class("rule_noun");
  // Regions without a name of their own.
  WordClasses world = table.Class("world");
  WordClasses toward = table.Class("toward");  // "to", before a place
  WordClasses to = table.Class("to");
  WordClasses from = table.Class("from");
  WordClasses mineral = table.Class("mineral");      // rare earths and the like
  WordClasses act_cover = table.Class("act_cover");  // covers, includes
  WordClasses stop_noun = table.Class("stop_noun");  // "stopping", "not to"
  WordClasses act_grant = table.Class("act_grant");
  WordClasses all = table.Class("all");    // "all of"
  WordClasses each = table.Class("each");  // "each", "every", "several"
  WordClasses on = table.Class("on");

  // Figures.
  WordClasses revenue = table.Class("revenue");
  WordClasses rise = table.Class("rise");
  WordClasses fall = table.Class("fall");
  WordClasses share_market = table.Class("share_market");  // "of the market"
  WordClasses stock = table.Class("stock");
  WordClasses forecast = table.Class("forecast");
  WordClasses estimate = table.Class("estimate");
  WordClasses conversion = table.Class("conversion");
  WordClasses no_figure = table.Class("no_figure");
  WordClasses settle = table.Class("settle");  // a fine: its percents are rates
  WordClasses price = table.Class("price");
  WordClasses memory_noun = table.Class("memory_noun");
  WordClasses per_share = table.Class("per_share");
  WordClasses other_metric = table.Class("other_metric");  // profit, orders
  WordClasses cost = table.Class("cost");    // of a product or a plant
  WordClasses worth = table.Class("worth");  // what goods or imports are worth

  // What a name or a count is taken for; in the order of WordLike.
  std::array<WordClasses, 8> likes = {WordClasses(), chip_noun,  company_noun,
                                      license,       listing,    permit_paper,
                                      law,           restriction};
  const WordClasses& ClassesOf(WordLike like) const {
    return likes[static_cast<size_t>(like)];
  }

  // Unions that rules ask about every word.
  // May begin a clause without a conjunction.
  WordClasses opens_clause = subordinator | report_end | say;
  // Belongs to a speaker, and is not what is said.
  WordClasses of_speaker = title | post | company_noun | outlet | source |
                           analyst | spokesman | state_head | time_word |
                           giant | auxiliary | relative | paper | state_noun;
  // No noun that a name behind it belongs to.
  WordClasses governs_nothing = title | post | that | subordinator | auxiliary |
                                say | relative | report_end | time_word |
                                spokesman | source | analyst;
  // Stands between a name and what governs it.
  WordClasses generic_head = company_noun | outlet | giant;
  // The triggers of relations.
  WordClasses any_office = title | post | spokesman;
  WordClasses any_making =
      make | making | giant | belong | chip_noun | fabricate;
  WordClasses any_dealing =
      rival | customer | supplier | acquire | invest | stake | subsidiary;
  WordClasses any_supply = supply | equip | rely;
  // Without one of these a word says nothing of goods.
  WordClasses of_goods = chip_noun | trade | use | it | license | matter |
                         export_control | restriction | ware;
  WordClasses any_speech = say | according;
  WordClasses any_that = that | that_pronoun;
  WordClasses any_modal = possible | forecast | planned | estimate;
};

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_RELATE_VOCABULARY_H_
