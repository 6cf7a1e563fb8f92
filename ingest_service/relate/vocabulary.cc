#include "ingest_service/relate/vocabulary.h"

namespace isnad {

Vocabulary::Vocabulary(const lexicon::v1::RelateSection& section)
    : table(section), rules(section) {
  say = table.Class("say");
  say_np = table.Class("say_np");
  that = table.Class("that");
  that_pronoun = table.Class("that_pronoun");
  relay = table.Class("relay");
  carry = table.Class("carry");
  show = table.Class("show");
  doubt_noun = table.Class("doubt_noun");
  reveal = table.Class("reveal");
  raise = table.Class("raise");
  inform = table.Class("inform");
  demand = table.Class("demand");
  matter = table.Class("matter");
  according = table.Class("according");
  source = table.Class("source");
  analyst = table.Class("analyst");
  spokesman = table.Class("spokesman");
  outlet = table.Class("outlet");
  paper = table.Class("paper");
  own_paper = table.Class("own_paper");
  comment = table.Class("comment");
  report_end = table.Class("report_end");
  time_word = table.Class("time_word");
  subordinator = table.Class("subordinator");
  relative = table.Class("relative");
  preposition = table.Class("preposition");
  negation = table.Class("negation");
  absence = table.Class("absence");
  conditional = table.Class("conditional");
  condition = table.Class("condition");
  possible = table.Class("possible");
  planned = table.Class("planned");
  anaphor = table.Class("anaphor");
  because = table.Class("because");
  auxiliary = table.Class("auxiliary");
  likeness = table.Class("likeness");
  company_noun = table.Class("company_noun");
  company_single = table.Class("company_single");
  state_noun = table.Class("state_noun");
  state_head = table.Class("state_head");
  country_noun = table.Class("country_noun");
  backed = table.Class("backed");
  countries = table.Class("countries");
  title = table.Class("title");
  post = table.Class("post");
  rival = table.Class("rival");
  customer = table.Class("customer");
  ReadDeeds();
}

void Vocabulary::ReadDeeds() {
  named_as = table.Class("named_as");
  supplier = table.Class("supplier");
  supply = table.Class("supply");
  equip = table.Class("equip");
  rely = table.Class("rely");
  making = table.Class("making");
  agreement = table.Class("agreement");
  make = table.Class("make");
  fabricate = table.Class("fabricate");
  buy = table.Class("buy");
  invest = table.Class("invest");
  acquire = table.Class("acquire");
  seat = table.Class("seat");
  belong = table.Class("belong");
  subsidiary = table.Class("subsidiary");
  employer = table.Class("employer");
  giant = table.Class("giant");
  own = table.Class("own");
  chip_noun = table.Class("chip_noun");
  chip_single = table.Class("chip_single");
  trade = table.Class("trade");
  exports = table.Class("exports");
  press = table.Class("press");
  import = table.Class("import");
  use = table.Class("use");
  ware = table.Class("ware");
  restriction = table.Class("restriction");
  act_ban = table.Class("act_ban");
  pay = table.Class("pay");
  license = table.Class("license");
  listing = table.Class("listing");
  market = table.Class("market");
  equipment = table.Class("equipment");
  tariff = table.Class("tariff");
  act_receive = table.Class("act_receive");
  act_exempted = table.Class("act_exempted");
  act_lift = table.Class("act_lift");
  act_oblige = table.Class("act_oblige") | table.Class("act_require") |
               table.Class("act_need");
  permit_paper = table.Class("permit_paper");
  export_control = table.Class("export_control");
  law = table.Class("law");
  to_it = table.Class("to_it");
  it = table.Class("it");
  same = table.Class("same");
  rule_noun = table.Class("rule_noun");
  world = table.Class("world");
  toward = table.Class("toward");
  to = table.Class("to");
  on = table.Class("on");
  revenue = table.Class("revenue");
  market_value = table.Class("market_value");
  investment = table.Class("investment");
  subsidy = table.Class("subsidy");
  loss = table.Class("loss");
  fall = table.Class("fall");
  rise = table.Class("rise");
  price = table.Class("price");
  share = table.Class("share");
  share_market = table.Class("share_market");
  capacity = table.Class("capacity");
  other_metric = table.Class("other_metric");
  stock = table.Class("stock");
  forecast = table.Class("forecast");
  estimate = table.Class("estimate");
  conversion = table.Class("conversion");
  volume = table.Class("volume");
  no_figure = table.Class("no_figure");
}

}  // namespace isnad
