"""Given names of English and surnames of Chinese in Latin letters, as far as rules need them.

Facts of the languages: given names that are frequent in English, and the syllables of Hanyu Pinyin that are surnames. Words that are as
often something else (`Will`, `Mark`, `May`) are left out.
"""

from __future__ import annotations

_FIRST_NAMES = (
    "Aaron Abby Abigail Adam Adrian Agnes Aidan Alan Albert Alejandro Alex Alexander Alexandra Alexis Alfred Ali "
    "Alice Alicia Alison Allison Alvin Amanda Amber Amy Ana Andrea Andreas Andrew Andy Angela Angelica Anita Ann "
    "Anna Anne Annie Anthony Antonio Arnold Arthur Ashley Audrey Barbara Barry Beatrice Ben Benjamin Bernard "
    "Bernice Beth Betty Beverly Bill Billy Bob Bonnie Bradley Brandon Brenda Brent Brett Brian Bridget Bruce Bryan "
    "Caitlin Calvin Cameron Camille Carl Carla Carlos Carmen Carol Caroline Carolyn Carrie Catherine Cecilia "
    "Charles Charlotte Chelsea Cheryl Chris Christian Christina Christine Christopher Cindy Claire Clara Clarence "
    "Claudia Clifford Colin Connie Connor Corey Courtney Craig Crystal Curtis Cynthia Daisy Dale Dan Dana Daniel "
    "Danielle Danny Darlene Darren Daryl Dave David Deborah Debra Denis Dennis Derek Diana Diane Diego Dmitry "
    "Dominic Don Donald Donna Doris Dorothy Douglas Duncan Dylan Edith Edmund Eduardo Edward Edwin Eileen Elaine "
    "Eleanor Elena Elizabeth Ella Ellen Ellie Elsie Emil Emily Emma Eric Erica Erik Erin Ernest Esther Ethan "
    "Eugene Eva Evan Evelyn Fatima Felix Fernando Fiona Florence Frances Francesca Francis Francisco Frank "
    "Franklin Fred Frederick Gabriel Gareth Gary Gavin Geoffrey George Georgia Gerald Geraldine Gladys Glenn "
    "Gloria Gordon Graham Greg Gregory Guido Gustav Guy Hannah Harold Harriet Harry Harvey Hassan Hazel Heather "
    "Heidi Helen Helena Henry Herbert Hilary Holly Howard Hugh Hugo Ian Igor Ingrid Irene Isaac Isabel Isabella "
    "Ivan Jack Jackie Jackson Jacob Jacqueline Jaime James Jamie Jan Jane Janet Janice Jared Jason Javier Jay Jean "
    "Jeff Jeffrey Jenna Jennifer Jenny Jeremy Jerome Jerry Jesse Jessica Jill Jim Jimmy Joan Joanna Joanne Joe "
    "Joel John Johnny Jon Jonathan Jordan Jorge Jose Joseph Josephine Joshua Joyce Juan Juanita Judith Judy Julia "
    "Julian Juliana Julie June Justin Karen Karl Kate Katherine Kathleen Kathryn Kathy Katie Katrina Kayla Keith "
    "Kelly Ken Kenneth Kerry Kevin Kim Kimberly Kirsten Kristen Kristin Kurt Kyle Lana Larry Laura Lauren Laurence "
    "Lawrence Leah Lee Leo Leon Leonard Leroy Leslie Lewis Liam Lillian Linda Lindsay Lisa Lloyd Logan Lois "
    "Lorraine Louis Louise Lucas Lucia Lucy Luis Luke Lydia Lynn Mabel Madeline Madison Malcolm Manuel Marc Marcus "
    "Margaret Maria Marie Marilyn Mario Marion Marjorie Marlene Marsha Marshall Martha Martin Marvin Mary Mateo "
    "Matthew Maureen Maurice Max Megan Melanie Melinda Melissa Mia Michael Michele Michelle Miguel Mike Mildred "
    "Mohamed Mohammed Molly Monica Morgan Muhammad Nadia Nancy Naomi Natalia Natalie Natasha Nathan Nathaniel Neil "
    "Nicholas Nick Nicola Nicole Nigel Nina Noah Norma Norman Olga Oliver Olivia Oscar Owen Pamela Patricia "
    "Patrick Paul Paula Pauline Pedro Peggy Penelope Peter Phil Philip Phillip Phyllis Priscilla Rachel Ralph "
    "Ramon Randall Raymond Rebecca Regina Ricardo Richard Rick Rita Rob Robert Roberto Robin Rodney Roger Roland "
    "Ron Ronald Rosa Rosemary Ross Roy Russell Ruth Ryan Sabrina Sally Sam Samantha Samuel Sandra Sara Sarah Scott "
    "Sean Sebastian Sergei Sergio Seth Shane Shannon Sharon Shaun Sheila Shirley Simon Sofia Sonia Sophia Sophie "
    "Stacy Stanley Stella Stephanie Stephen Steve Steven Stewart Stuart Sue Susan Suzanne Sylvia Tamara Tanya Tara "
    "Ted Teresa Terry Theodore Theresa Thomas Tiffany Tim Timothy Tina Todd Tom Tommy Tony Tracy Travis Trevor "
    "Tyler Ursula Valerie Vanessa Vera Vernon Veronica Victor Victoria Vincent Viola Virginia Vivian Vladimir "
    "Walter Wanda Warren Wayne Wendy William Willie Winston Yolanda Yvonne Zachary Zoe"
)
FIRST_NAMES = frozenset(_FIRST_NAMES.split())

_PINYIN_SURNAMES = (
    "Bai Cai Cao Chan Chang Chen Cheng Cheung Cui Dai Deng Ding Dong Du Duan Fan Fang Feng Fu Gao Gong Gu Guo Han "
    "Hao He Hou Hu Huang Jia Jiang Jin Kang Kong Kwok Lai Lau Lei Leung Li Liang Liao Lin Liu Long Lu Luo Ma Mao "
    "Meng Ng Ouyang Pan Peng Qian Qiao Qin Qiu Ren Shangguan Shao Shen Shi Sima Song Su Sun Tan Tang Tian Tsang "
    "Wan Wang Wei Wen Wong Wu Xia Xiao Xie Xiong Xu Xue Yan Yang Yao Ye Yi Yin Yu Yuan Zeng Zhang Zhao Zheng Zhong "
    "Zhou Zhu Zhuge Zou"
)
PINYIN_SURNAMES = frozenset(_PINYIN_SURNAMES.split())

_OFFICES = (
    "Ambassador And Attorney Big Chair Chairman Chairperson Chairwoman Chief Director General Governor In Judge "
    "Justice Majority Manager Mayor Minister Minority Moderator No Of President Prime Right Secretary Senator "
    "Speaker Strange The Vice Watson Who"
)
OFFICES = frozenset(_OFFICES.split())
"""Words behind `Mr` or `Dr` that are an office, or a figure of speech."""

_NO_SURNAMES = (
    "Act Airport Algorithm And At Avenue Award Bank Bay Beach Bridge By Center Centre Church City Class College "
    "Company Corp County Court Day Distribution Drive For Foundation From Function Group Has Hospital Hotel House "
    "In Inc Institute Is Island Lake Lane Law Library Licence License Ltd Method Model Mountain Museum On Or Park "
    "Press Prize Process Project Public Release River Road Said School Series Software Square State Street Team "
    "Test The Theorem To University Update Version Was With Wrote"
)
NO_SURNAMES = frozenset(_NO_SURNAMES.split())
"""Words behind a given name that make a place, a firm or a thing of it."""
