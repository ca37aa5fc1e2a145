"""A few lines of each dataset in the layout of its publisher, made up where the values do not matter."""

from __future__ import annotations

RESULT = b"outcome,settle,fatality,fatalpre,maxdur,mindur,hiact,hostlev,recip,numa,numb,"
PACT = (
    b"defense,offense,neutral,nonagg,consul,bilat,wartime,asymm,conditio,specthrt,milcon,milaid,intcom,subord,organ1,"
    b"base,contrib,armred,ecaid,conwtin"
)
SPELL = b"styear,stmonth,stday,endyear,endmonth,endday,version\n"
MORE = {
    "cow_states": b"stateabb,ccode,statenme," + SPELL + b"THI,800,Thailand,1887,5,1,2024,12,31,2024\n"
    b"GFR,260,German Federal Republic,1955,5,5,1990,10,2,2024\n",
    "gw_states": b"statenumber\tstateid\tcountryname\tstart\tend\n800\tTHI\tThailand\t1816-01-01\t2020-12-31\n"
    b"265\tGDR\tGerman Democratic Republic\t1949-10-05\t1990-10-02\n",
    "cow_contiguity": b"dyad,statelno,statelab,statehno,statehab,conttype,begin,end,notes,version\n"
    b"800812,800,THI,812,LAO,1,201512,201612,,3.2\n800830,800,THI,830,SIN,5,201601,201612,,3.2\n",
    "cow_mid": b"dispnum,stabb,ccode,stday,stmon,styear,endday,endmon,endyear,sidea,revstate,revtype1,revtype2,"
    b"fatality,"
    b"fatalpre,hiact,hostlev,orig,version\n"
    b"1,AAA,1,-9,7,1902,24,1,1903,1,1,1,-9,0,0,7,3,1,5\n1,BBB,2,-9,7,1902,24,1,1903,0,0,0,-9,0,0,0,1,1,5\n"
    b"1,CCC,3,1,2,1903,24,2,1903,0,0,0,-9,0,0,14,4,0,5\n2,AAA,1,1,1,1903,2,1,1903,0,0,0,-9,0,0,17,4,1,5\n"
    b"2,BBB,2,1,1,1903,2,1,1903,1,0,0,-9,0,0,17,-9,1,5\n",
    "gml_mid": b"dispnum,ccode1,ccode2,year,midongoing,midonset,sidea1,sidea2,fatality1,hostlev1,hostlev2,version\n"
    b"2,2,200,1902,1,1,1,0,0,3,1,gml-2.2.1\n9,2,200,1902,1,1,1,0,-9,4,-9,gml-2.2.1\n"
    b"9,200,2,1902,1,1,0,1,-9,-9,4,gml-2.2.1\n",
    "cow_mid_disputes": b"dispnum,stday,stmon,styear,endday,endmon,endyear," + RESULT + b"ongo2014,version\n"
    b"1,-9,7,1902,24,2,1903,6,1,2,-9,238,178,14,4,1,2,1,0,5\n2,1,1,1903,2,1,1903,5,3,-9,-9,2,2,17,4,0,1,1,0,5\n",
    "gml_mid_disputes": b"dispnum,stday,stmon,styear,endday,endmon,endyear," + RESULT + b"ongo2010,version\n"
    b"2,-9,5,1902,-9,5,1902,6,1,0,0,31,1,7,3,0,1,1,0,gml-2.2.1\n",
    "capital_distances": b"numa,ida,numb,idb,kmdist,midist\n365,RUS,800,THI,7065,4390\n800,THI,365,RUS,7065,4390\n",
    "atop_alliances": b"atopid,begyr,begmo,begday,endyr,endmo,endday,maxphase,mem1,mem2,mem3," + PACT + b",version\n"
    b"10,1949,4,4,0,0,0,0,2,20,200,1,0,0,0,1,0,0,0,0,0,2,0,1,0,3,3,1,0,,2,5.1\n"
    b"20,1950,,,1960,5,,2,365,710,,0,0,1,0,0,1,0,0,0,0,0,0,0,0,0,0,0,0,0,0,5.1\n",
    "atop_phases": b"atopid,atopidphase,begyr,begmo,begday,endyr,endmo,endday,phase,maxphase,mem1,mem2,"
    + PACT
    + b",version\n20,20.1,1950,1,1,1955,5,1,1,2,365,710,0,0,1,0,0,1,0,0,0,0,0,0,0,0,0,0,0,0,0,0,5.1\n"
    b"20,20.2,1955,5,1,1960,5,1,2,2,365,710,1,0,1,0,0,1,0,0,0,0,2,0,0,0,0,0,0,0,0,0,5.1\n",
    "atop_state_years": b"state,year,atopally,defense,offense,neutral,nonagg,consul,number,transyr,atopid1,version\n"
    b"2,1949,1,1,0,0,0,1,2,1,10,5.1\n",
    "atop_directed_dyads": b"ddyad,year,stateA,stateB,atopally,defense,offense,neutral,nonagg,consul,version\n"
    b"2020,1949,2,20,1,1,0,0,0,1,5.1\n20002,1949,20,2,1,0,0,0,0,1,5.1\n",
    "atop_dyads": b"dyad,year,mem1,mem2,atopally,defense,offense,neutral,nonagg,consul,atopid1,version\n"
    b"2020,1949,2,20,1,1,0,0,0,1,10,5.1\n",
    "cow_wars": b"WarNum,WarName,WarType,ccode,StateName,Side,StartMonth1,StartDay1,StartYear1,EndMonth1,"
    b"EndDay1,EndYear1,"
    b"StartMonth2,StartDay2,StartYear2,EndMonth2,EndDay2,EndYear2,TransFrom,WhereFought,Initiator,Outcome,TransTo,"
    b"BatDeath,Version\r"
    b"1,First,1,1,A,1,4,7,1823,11,13,1823,-8,-8,-8,-8,-8,-8,503,2,1,1,-8,400,4\r"
    b"1,First,1,2,B,2,4,7,1823,5,1,1823,10,-9,1823,2,-9,1824,503,2,2,2,-8,600,4\r"
    b"1,First,1,3,C,2,12,1,1823,2,1,1824,-8,-8,-8,-8,-8,-8,503,2,2,2,-8,600,4\r"
    b"2,Second,1,1,A,1,4,7,2005,-7,-7,-7,-8,-8,-8,-8,-8,-8,503,2,1,7,-8,-9,4\r"
    b"2,Second,1,2,B,2,4,7,2005,-7,-7,-7,-8,-8,-8,-8,-8,-8,503,2,2,7,-8,-9,4\r",
    "ucdp_acd": b"conflict_id,location,side_a,side_a_id,side_b,year,intensity_level,type_of_conflict,gwno_a,"
    b"gwno_a_2nd,gwno_b\n"
    b'420,Iraq,"Government of A, Government of B",1,Government of Iraq,2003,2,2,"900, 200",,645\n'
    b"11,X,Government of Thailand,1,Insurgents,2012,1,3,800,,\n12,X,Government of Thailand,1,Others,2012,2,4,800,2,\n"
    b"13,Y,Government of France,1,Colony,1954,2,1,220,,\n",
    "cow_igo": b"ccode,year,state,AAAID,UN,Wassen\n800,2011,thailand,0,1,0\n800,2012,thailand,0,-9,3\n"
    b"800,2013,thailand,0,1,3\n800,2014,thailand,0,1,1\n",
    "cow_trade": b"ccode1,ccode2,year,importer1,importer2,flow1,flow2,smoothflow1,smoothflow2,version\n"
    b"2,800,1950,United States of America,Thailand,75.5,-9,75.5,-9,4\n2,800,1951,x,y,0,1.25,0,1.25,4\n",
    "un_ideal_points": b"ccode,session,NVotesAll,IdealPointAll,QO%All,Q5%All,Q50%All,Q95%All,iso3c\n"
    b"800,78,88,-0.3467,-0.7,-0.5112,-0.3467,-0.1822,THA\n2,78,88,2.5002,2,2.2,2.5,2.8,USA\n",
    "fariss": b"ccode,year,mrgdppc,sd_mrgdppc,pwtrgdp,sd_pwtrgdp,pwtpop,sd_pwtpop\n800,2000,5000,500,300,100,"
    b"62.5,0.5\n"
    b"800,2001,,,310,100,63,0.5\n",
    "pwt": b"countrycode,country,currency_unit,year,rgdpe,rgdpo,pop,emp,rgdpna\nTHA,Thailand,Baht,2019,1200000,"
    b"1150000,69.6,,\n",
    "maddison": b"countrycode,country,region,year,gdppc,pop\nTHA,Thailand,Asia,1950,800,20000\nTHA,Thailand,"
    b"Asia,1870,,5775\n",
    "vdem": b"country_name,country_text_id,country_id,year,COWcode,v2x_polyarchy,v2x_polyarchy_sd,v2x_libdem\n"
    b"Thailand,THA,49,2022,800,0.25,0.02,\nGermany,DEU,77,1989,255,0.86,0.02,0.8\nGermany,DEU,77,1990,255,0.87,"
    b"0.02,0.8\n"
    b"Hong Kong,HKG,167,2022,,0.2,0.02,0.1\n",
    "gsdb": b"case_id,sanctioned_state,sanctioning_state,begin,end,trade,descr_trade,arms,military,financial,"
    b"travel,other,"
    b"target_mult,sender_mult,objective,success\n"
    b'9,"Korea, North","Ruritania, Graustark",2006,2007,1,exp_part,1,0,0,0,0,0,1,policy_change,ongoing\n'
    b'10,"Korea, North",Ruritania,2007,2007,1,exp_part,0,0,0,0,0,0,0,policy_change,ongoing\n',
    "gsdb_dyadic": b"case_id,sanctioned_state,sanctioning_state,sanctioned_state_iso3,sanctioning_state_iso3,year,arms,"
    b"military,trade,descr_trade,financial,travel,other\n9,Graustark,Ruritania,LAO,THA,2006,1,0,1,exp_part,0,0,0\n"
    b"10,Graustark,Ruritania,LAO,THA,2006,0,0,1,exp_part,0,0,0\n11,Graustark,Ruritania,LAO,,2006,0,0,1,exp_part,0,0,0\n",
    "us_troops": b"countryname,year,ccode,iso3c,region,troops_ad,army_ad\nThailand,1968,800,THA,Asia,47000,1\n"
    b"Guam,1968,1008,GUM,Asia,9,1\nGermany,1968,255,DEU,Europe,200000,1\nBerlin,1968,255,DEU,Europe,5000,1\n"
    b"United States,1968,2,USA,America,1,1\n",
    "nuclear_status": b"Entity,Year,nuclear_weapons_status,nuclear_weapons_possession\nThailand,2022,0,0\nIndia,"
    b"1998,3,1\n",
    "power_projection": b"Year,UK,Rus,France,Italy,Germany,USA,Japan,China,Austria-Hungary\n"
    b"1918,0.3,0.1,0.1,0.1,0.1,0.2,0.05,0,0.05\n1950,0.17,0,0.01,0,0,0.82,0,0,0\n",
    "eto_semiconductors": b"provider_name,provider_id,provided_name,provided_id,share_provided,"
    b"negligible_market_share\n"
    b"USA,P1,Design,S1,61%,\nVarious,P5,Design,S1,9%,\nMAL,P40,Packaging,S3,2%,\nTWN,P8,Design,S1,,negligible\n"
    b"Intel,P9,Logic chip design: Advanced CPUs,N1,,\n",
    "maoz_powers": b"ccode,regstdate,regenddate,globstdate,globenddate\n2,1824-01-01,1898-12-31,1899-01-01,2019-12-31\n"
    b"710,1950-01-01,2019-12-31,,\n",
    "capitals": b"ccode,statenme,capital,stdate,enddate,lat,lng\n775,Myanmar,Yangon,2005-01-01,2006-03-26,16.8,96.15\n"
    b"775,Myanmar,Naypyidaw,2006-03-27,2024-12-31,19.75,96.1\n",
    "sipri_milex": b"Military expenditure by country, in constant (2023) US$ m.\n\nCountry,Notes,2000,2001\n"
    b"Asia,,,\nThailand,,2500,...\nLaos,a,30.5,xxx\n",
    "desta": b"number,base_treaty,name,entry_type,consolidated,year,entryforceyear,language,typememb,"
    b"c1,c2,c3,mc1,mc2,mc3\n"
    b"1,1,Laos Thailand,base_treaty,0,1991,1992,English,1,418,764,NA,0,0,NA\n"
    b"1+1,1,Viet Nam accession,accession,0,1995,NA,English,5,418,764,704,2,2,1\n"
    b"1_1,1,Laos withdrawal,withdrawal,0,2001,NA,English,7,418,764,704,1,2,2\n"
    b"2,2,Japan Thailand,base_treaty,0,1999,NA,English,1,392,764,NA,0,0,NA\n"
    b"3,3,Kosovo Albania,base_treaty,0,2003,2003,English,1,900,8,NA,0,0,NA\n",
    "min_distance": b"ccode1,ccode2,year,mindist\n800,812,2019,0\n800,840,2019,1209.5\n800,830,2018,NA\n",
}
