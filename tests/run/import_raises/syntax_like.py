import helper_of_it

helper_of_it.state.append("used")
nothing_of_this_name
